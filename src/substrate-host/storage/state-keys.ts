/** First bytes of the state's keys in the store; those of the nodes are in node-key.ts, the chain's in chain-keys.ts. */
const ROW = 0x6a // j

/** What the journal knows of itself. */
export const journalKey: Uint8Array = Uint8Array.of(0x6d, ROW) // mj

/** All rows of the journal. */
export const rowPrefix: Uint8Array = Uint8Array.of(ROW)

/** Block number → what the block changed among the nodes. */
export function rowKey(number: number): Uint8Array {
  const key = new Uint8Array(9)
  key[0] = ROW
  new DataView(key.buffer).setBigUint64(1, BigInt(number))
  return key
}

/** The number in a row's key. */
export function rowNumber(key: Uint8Array): number {
  return Number(new DataView(key.buffer, key.byteOffset).getBigUint64(1))
}
