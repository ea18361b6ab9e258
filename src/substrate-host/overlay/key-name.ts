/** The key that `nameOfKey` has given the name to. */
export function keyOfName(name: string): Uint8Array {
  return new Uint8Array(Buffer.from(name, 'latin1'))
}
