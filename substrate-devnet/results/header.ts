import type { JsonObject } from '../../src/json-rpc/json.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { encodeDigestItem } from '../../src/substrate-host/block/digest-item.ts'
import type { Header } from '../../src/substrate-host/block/header.ts'

/** A header as `chain_getHeader` shows it: each entry of the digest as SCALE. */
export function headerResult(header: Header): JsonObject {
  return {
    parentHash: toHex(header.parentHash),
    number: `0x${header.number.toString(16)}`,
    stateRoot: toHex(header.stateRoot),
    extrinsicsRoot: toHex(header.extrinsicsRoot),
    digest: { logs: header.digest.map((item) => toHex(encodeDigestItem(item))) },
  }
}
