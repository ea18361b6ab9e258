import type { AbiParameter } from '../../solidity/abi.ts'

/** A type of the contract ABI, parsed. */
export type AbiType =
  | { readonly kind: 'uint' | 'int'; readonly bits: number }
  | { readonly kind: 'bool' | 'address' | 'string' | 'bytes' | 'function' }
  | { readonly kind: 'fixedBytes'; readonly length: number }
  | { readonly kind: 'array'; readonly element: AbiType; readonly length: number | undefined }
  | { readonly kind: 'tuple'; readonly components: readonly AbiType[] }

const simple: ReadonlySet<string> = new Set(['bool', 'address', 'string', 'bytes', 'function'])

/**
 * The type of a parameter in a JSON ABI.
 * @throws RangeError for a type that solc does not write
 * @see https://docs.soliditylang.org/en/v0.8.20/abi-spec.html#types
 */
export function abiType({
  type,
  components = [],
}: Pick<AbiParameter, 'type' | 'components'>): AbiType {
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array !== null) {
    const [, element = '', length = ''] = array
    return {
      kind: 'array',
      element: abiType({ type: element, components }),
      length: length === '' ? undefined : Number(length),
    }
  }
  if (type === 'tuple') return { kind: 'tuple', components: components.map(abiType) }
  if (simple.has(type)) return { kind: type as 'bool' }
  const [, kind, size] = /^(uint|int|bytes)(\d+)$/.exec(type) ?? []
  if (kind === 'bytes') return { kind: 'fixedBytes', length: Number(size) }
  if (kind === 'uint' || kind === 'int') return { kind, bits: Number(size) }
  throw new RangeError(`unknown ABI type ${type}`)
}

/** Whether values of the type have no fixed length, so that a head holds their offset. */
export function isDynamic(type: AbiType): boolean {
  if (type.kind === 'string' || type.kind === 'bytes') return true
  if (type.kind === 'array') return type.length === undefined || isDynamic(type.element)
  return type.kind === 'tuple' && type.components.some(isDynamic)
}

/** Bytes that a value takes in the head of its tuple. */
export function headBytes(type: AbiType): number {
  if (isDynamic(type)) return 32
  if (type.kind === 'array') return (type.length ?? 0) * headBytes(type.element)
  if (type.kind === 'tuple')
    return type.components.reduce((sum, inner) => sum + headBytes(inner), 0)
  return 32
}
