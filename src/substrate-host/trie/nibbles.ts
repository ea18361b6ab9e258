/** A key or a part of one, four bits to an element, most significant first. */
export type Nibbles = Uint8Array

/** The nibbles of a key. */
export function toNibbles(key: Uint8Array): Nibbles {
  const nibbles = new Uint8Array(2 * key.length)
  for (let i = 0; i < key.length; i++) {
    const byte = key[i] as number
    nibbles[2 * i] = byte >> 4
    nibbles[2 * i + 1] = byte & 15
  }
  return nibbles
}

/** Nibbles as bytes; of an odd number the first is a byte by itself, as nodes hold them. */
export function packNibbles(nibbles: Nibbles): Uint8Array {
  const bytes = new Uint8Array((nibbles.length + 1) >> 1)
  const odd = nibbles.length & 1
  for (let i = 0; i < nibbles.length; i++) {
    const at = (i + odd) >> 1
    bytes[at] = ((bytes[at] as number) << 4) | (nibbles[i] as number)
  }
  return bytes
}

/** How many nibbles `partial` has in common with `key` from `offset` on. */
export function commonLength(partial: Nibbles, key: Nibbles, offset: number): number {
  const most = Math.min(partial.length, key.length - offset)
  let length = 0
  while (length < most && partial[length] === key[offset + length]) length++
  return length
}
