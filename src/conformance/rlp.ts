import { toMinimalBytes } from '../primitives/big-endian.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import { decodeRlp, encodeRlp, InvalidRlpError, type RlpItem } from '../primitives/rlp.ts'
import type { Suite } from './suite.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'
import { isJsonObject, readVectorObject } from './vector-json.ts'

/**
 * RLPTests of ethereum/tests. A case has the encoding and either the item (encoded and decoded, both must agree), or
 * VALID or INVALID, which say whether the bytes decode.
 */
export const rlpSuite: Suite = {
  name: 'rlp',
  summary: 'RLPTests: canonical encoding and strict decoding.',
  accepts: (path) => path.endsWith('.json'),
  run(path, report) {
    for (const [name, test] of Object.entries(readVectorObject(path))) {
      if (!isJsonObject(test) || !('in' in test) || typeof test['out'] !== 'string') {
        throw new UnknownVectorError(path, `${name} has no in and out`)
      }
      const encoded = fromHex(test['out'])
      report.check(name, () => judge(test['in'], encoded))
    }
  },
}

function judge(input: unknown, encoded: Uint8Array): string | undefined {
  const decoded = tryDecode(encoded)
  if (input === 'INVALID') {
    return decoded instanceof InvalidRlpError ? undefined : 'expected a refusal, the bytes decoded'
  }
  if (decoded instanceof InvalidRlpError) return `expected an item, got: ${decoded.shortMessage}`
  const item = input === 'VALID' ? decoded : toItem(input)
  const written = toHex(encodeRlp(item))
  if (written !== toHex(encoded)) return `expected ${toHex(encoded)}, encoded ${written}`
  return toHex(encodeRlp(decoded)) === written ? undefined : 'the decoded item differs'
}

function tryDecode(bytes: Uint8Array): RlpItem | InvalidRlpError {
  try {
    return decodeRlp(bytes)
  } catch (error) {
    if (error instanceof InvalidRlpError) return error
    throw error
  }
}

/** A JSON value as the vectors mean it: text, a number, `#` and a decimal number, or a list. */
function toItem(value: unknown): RlpItem {
  if (Array.isArray(value)) return value.map(toItem)
  if (typeof value === 'number') return toMinimalBytes(BigInt(value))
  if (typeof value === 'string' && value.startsWith('#'))
    return toMinimalBytes(BigInt(value.slice(1)))
  if (typeof value === 'string') return new Uint8Array(Buffer.from(value, 'latin1'))
  throw new TypeError(`cannot read ${JSON.stringify(value)} as an item`)
}
