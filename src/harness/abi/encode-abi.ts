import { toBytes32 } from '../../primitives/big-endian.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { fromHex, InvalidHexError } from '../../primitives/hex.ts'
import { AbiError } from './abi-error.ts'
import { type AbiType, headBytes, isDynamic } from './abi-type.ts'
import type { AbiValue } from './abi-value.ts'

/**
 * Encodes values as a tuple of types.
 * @throws AbiError
 * @see https://docs.soliditylang.org/en/v0.8.20/abi-spec.html#formal-specification-of-the-encoding
 */
export function encodeAbi(types: readonly AbiType[], values: readonly AbiValue[]): Uint8Array {
  if (types.length !== values.length) {
    throw new AbiError(`Expected ${types.length} values, got ${values.length}.`)
  }
  const heads: Uint8Array[] = []
  const tails: Uint8Array[] = []
  let offset = types.reduce((sum, type) => sum + headBytes(type), 0)
  for (const [index, type] of types.entries()) {
    const encoded = encodeValue(type, values[index] as AbiValue)
    heads.push(isDynamic(type) ? toBytes32(BigInt(offset)) : encoded)
    if (!isDynamic(type)) continue
    tails.push(encoded)
    offset += encoded.length
  }
  return concatBytes([...heads, ...tails])
}

function encodeValue(type: AbiType, value: AbiValue): Uint8Array {
  switch (type.kind) {
    case 'uint':
    case 'int':
      return encodeInteger(type, value)
    case 'bool':
      if (typeof value !== 'boolean') throw mismatch('a boolean', value)
      return toBytes32(value ? 1n : 0n)
    case 'address':
      return padded(hexBytes(value, 20), 'left')
    case 'function':
      return padded(hexBytes(value, 24), 'right')
    case 'fixedBytes':
      return padded(hexBytes(value, type.length), 'right')
    case 'bytes':
      return withLength(hexBytes(value, undefined))
    case 'string':
      if (typeof value !== 'string') throw mismatch('a text', value)
      return withLength(new TextEncoder().encode(value))
    case 'tuple':
      return encodeAbi(type.components, listOf(value))
    case 'array':
      return encodeArray(type, listOf(value))
  }
}

function encodeInteger(type: AbiType & { kind: 'uint' | 'int' }, value: AbiValue): Uint8Array {
  const whole =
    typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))
  if (!whole) throw mismatch('a whole number', value)
  const integer = BigInt(value)
  const { kind, bits } = type
  const inRange = (kind === 'uint' ? BigInt.asUintN : BigInt.asIntN)(bits, integer) === integer
  if (!inRange) throw mismatch(`a number in the range of ${kind}${bits}`, value)
  return toBytes32(BigInt.asUintN(256, integer))
}

function encodeArray(
  { element, length }: AbiType & { kind: 'array' },
  values: readonly AbiValue[],
): Uint8Array {
  const elements = encodeAbi(
    values.map(() => element),
    values,
  )
  if (length === undefined) return concatBytes([toBytes32(BigInt(values.length)), elements])
  if (values.length === length) return elements
  throw new AbiError(`Expected an array of ${length} values, got ${values.length}.`)
}

function withLength(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(bytes.length / 32) * 32)
  whole.set(bytes)
  return concatBytes([toBytes32(BigInt(bytes.length)), whole])
}

function padded(bytes: Uint8Array, side: 'left' | 'right'): Uint8Array {
  const word = new Uint8Array(32)
  word.set(bytes, side === 'left' ? 32 - bytes.length : 0)
  return word
}

function hexBytes(value: AbiValue, length: number | undefined): Uint8Array {
  const what = length === undefined ? 'hex text' : `hex text of ${length} bytes`
  if (typeof value !== 'string' || !value.startsWith('0x')) throw mismatch(what, value)
  try {
    const bytes = fromHex(value)
    if (length === undefined || bytes.length === length) return bytes
  } catch (error) {
    if (!(error instanceof InvalidHexError)) throw error
  }
  throw mismatch(what, value)
}

function listOf(value: AbiValue): readonly AbiValue[] {
  if (typeof value !== 'object') throw mismatch('an array', value)
  return value
}

function mismatch(expected: string, value: AbiValue): AbiError {
  return new AbiError(`Expected ${expected}, got ${String(value)}.`)
}
