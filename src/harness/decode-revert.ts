import { equalBytes } from '../primitives/equal-bytes.ts'
import { type Hex, toHex } from '../primitives/hex.ts'
import type { Abi, AbiEntry } from '../solidity/abi.ts'
import { AbiError } from './abi/abi-error.ts'
import { abiType } from './abi/abi-type.ts'
import type { AbiValue } from './abi/abi-value.ts'
import { decodeAbi } from './abi/decode-abi.ts'
import { selectorOf } from './abi/signature.ts'

/** Revert data in words. */
export interface DecodedRevert {
  /** For a message: `InsufficientBalance(1, 2)`. */
  readonly text: string
  readonly reason: string | undefined
  readonly panicCode: bigint | undefined
  readonly errorName: string | undefined
  readonly errorArgs: readonly AbiValue[]
  readonly data: Hex
}

/** Errors that Solidity itself raises. */
const ERROR: AbiEntry = {
  type: 'error',
  name: 'Error',
  inputs: [{ name: 'reason', type: 'string' }],
}
const PANIC: AbiEntry = {
  type: 'error',
  name: 'Panic',
  inputs: [{ name: 'code', type: 'uint256' }],
}

/**
 * Reads revert data by the contract's custom errors and Solidity's own.
 * @see https://docs.soliditylang.org/en/v0.8.20/control-structures.html#revert
 */
export function decodeRevert(abi: Abi, data: Uint8Array): DecodedRevert {
  const known = [ERROR, PANIC, ...abi.filter(({ type }) => type === 'error')]
  const entry = known.find((candidate) => equalBytes(selectorOf(candidate), data.subarray(0, 4)))
  const args = entry === undefined ? undefined : decodeArguments(entry, data.subarray(4))
  const unknown = {
    reason: undefined,
    panicCode: undefined,
    errorName: undefined,
    data: toHex(data),
  }
  if (entry === undefined || args === undefined) {
    return { ...unknown, text: data.length === 0 ? 'without data' : toHex(data), errorArgs: [] }
  }
  const [first] = args
  if (entry === ERROR)
    return { ...unknown, text: String(first), reason: String(first), errorArgs: [] }
  if (entry === PANIC) {
    const panicCode = first as bigint
    return { ...unknown, text: `panic 0x${panicCode.toString(16)}`, panicCode, errorArgs: [] }
  }
  return {
    ...unknown,
    text: `${entry.name}(${args.join(', ')})`,
    errorName: entry.name,
    errorArgs: args,
  }
}

function decodeArguments({ inputs = [] }: AbiEntry, data: Uint8Array): AbiValue[] | undefined {
  try {
    return decodeAbi(inputs.map(abiType), data)
  } catch (error) {
    if (error instanceof AbiError) return undefined // the selector fits by chance
    throw error
  }
}
