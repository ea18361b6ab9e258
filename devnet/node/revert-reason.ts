import { toBigint } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'

/** Selector of `Error(string)`. */
const ERROR_STRING = '0x08c379a0'
/** Selector of `Panic(uint256)`. */
const PANIC = '0x4e487b71'

/**
 * What the panic codes of Solidity mean, in go-ethereum's words.
 * @see https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require
 */
// biome-ignore format: table
const panicReasons: Readonly<Record<string, string>> = {
  '0x0':  'generic panic',
  '0x1':  'assert(false)',
  '0x11': 'arithmetic underflow or overflow',
  '0x12': 'division or modulo by zero',
  '0x21': 'enum overflow',
  '0x22': 'invalid encoded storage byte array accessed',
  '0x31': 'out-of-bounds array access; popping on an empty array',
  '0x32': 'out-of-bounds access of an array or bytesN',
  '0x41': 'out of memory',
  '0x51': 'uninitialized function',
}

/**
 * The reason in revert data that is a Solidity `Error(string)` or `Panic(uint256)`; undefined for any other data.
 * Every length is checked against the data: a contract may return anything.
 */
export function revertReason(revertData: Uint8Array): string | undefined {
  const selector = toHex(revertData.subarray(0, 4))
  const body = revertData.subarray(4)
  if (selector === PANIC && body.length === 32) {
    const code = `0x${toBigint(body).toString(16)}`
    return panicReasons[code] ?? `unknown panic code: ${code}`
  }
  return selector === ERROR_STRING ? abiString(body) : undefined
}

/** The string in the ABI encoding of one string: its offset, its length, its bytes. */
function abiString(body: Uint8Array): string | undefined {
  const offset = wordAt(body, 0)
  const length = offset === undefined ? undefined : wordAt(body, offset)
  if (offset === undefined || length === undefined) return undefined
  const start = offset + 32
  if (start + length > body.length) return undefined
  return Buffer.from(body.subarray(start, start + length)).toString()
}

/** The number in the word at `offset`; undefined when the word is not there, or larger than any length. */
function wordAt(bytes: Uint8Array, offset: number): number | undefined {
  if (offset + 32 > bytes.length) return undefined
  const value = toBigint(bytes.subarray(offset, offset + 32))
  return value <= 0xffff_ffffn ? Number(value) : undefined
}
