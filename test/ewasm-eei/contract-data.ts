/** Text for a data segment that puts `bytes` at `offset`. */
export function data(offset: number, bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
  return `(data (i32.const ${offset}) "${text}")`
}
