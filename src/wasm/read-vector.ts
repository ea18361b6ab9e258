import type { ByteReader } from './byte-reader.ts'

/**
 * Reads a vector of items that take at least `minimumSize` bytes each.
 *
 * @param offsets takes the byte offset of every item.
 */
export function readVector<Item>(
  reader: ByteReader,
  minimumSize: number,
  readItem: (reader: ByteReader) => Item,
  offsets: number[] = [],
): Item[] {
  const count = reader.count(minimumSize)
  const items: Item[] = []
  for (let index = 0; index < count; index++) {
    offsets.push(reader.base + reader.position)
    items.push(readItem(reader))
  }
  return items
}
