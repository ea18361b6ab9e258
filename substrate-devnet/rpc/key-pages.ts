import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { type KeyReader, keysBelow, take } from './keys-below.ts'

/** Keys in one answer, as in Substrate's nodes. */
export const LARGEST_PAGE = 1000
/** Keys in an answer to a request that cannot say how many it wants. */
const LARGEST_ANSWER = 100_000

/** A page of keys. @throws RpcError when more are asked for than a page has */
export function keyPage(
  reader: KeyReader,
  prefix: Uint8Array,
  count: number,
  start: Uint8Array | undefined,
): Uint8Array[] {
  if (count > LARGEST_PAGE) {
    throw new RpcError(
      chainErrorCode.invalidCount,
      `count exceeds maximum value. value: ${count}, max: ${LARGEST_PAGE}`,
    )
  }
  return take(keysBelow(reader, prefix, start), count)
}

/** All keys below a prefix. @throws RpcError when they are too many for one answer */
export function allKeys(reader: KeyReader, prefix: Uint8Array): Uint8Array[] {
  const keys = take(keysBelow(reader, prefix), LARGEST_ANSWER + 1)
  if (keys.length <= LARGEST_ANSWER) return keys
  throw new RpcError(
    chainErrorCode.invalidCount,
    `there are more than ${LARGEST_ANSWER} keys below this prefix: ask for them by state_getKeysPaged`,
  )
}
