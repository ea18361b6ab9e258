/** A key or a part of one, four bits to an element, most significant first. */
export type Nibbles = Uint8Array

export const NO_NIBBLES: Nibbles = new Uint8Array(0)

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

/** The key of an even number of nibbles. */
export function toKey(nibbles: Nibbles): Uint8Array {
  const key = new Uint8Array(nibbles.length >> 1)
  for (let i = 0; i < key.length; i++) {
    key[i] = ((nibbles[2 * i] as number) << 4) | (nibbles[2 * i + 1] as number)
  }
  return key
}

/** How many nibbles `partial` has in common with `key` from `offset` on. */
export function commonLength(partial: Nibbles, key: Nibbles, offset: number): number {
  const most = Math.min(partial.length, key.length - offset)
  let length = 0
  while (length < most && partial[length] === key[offset + length]) length++
  return length
}

/** `above`, the one nibble `index`, then `below`. */
export function joinNibbles(above: Nibbles, index: number, below: Nibbles): Nibbles {
  const whole = new Uint8Array(above.length + 1 + below.length)
  whole.set(above)
  whole[above.length] = index
  whole.set(below, above.length + 1)
  return whole
}
