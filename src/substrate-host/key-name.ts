/** A key, a hash or a tag as text of one character per byte, to find it in a map; texts are in the order of the bytes. */
export function nameOfKey(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1')
}

/** The key that `nameOfKey` has given the name to. */
export function keyOfName(name: string): Uint8Array {
  return new Uint8Array(Buffer.from(name, 'latin1'))
}
