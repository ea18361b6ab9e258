const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The bytes as base 58, in Bitcoin's alphabet; a zero byte at the front is a `1`. */
export function toBase58(bytes: Uint8Array): string {
  const digits: number[] = [] // the lowest first
  for (const byte of bytes) {
    let carry = byte
    for (let i = 0; i < digits.length || carry > 0; i += 1) {
      carry += (digits[i] ?? 0) * 256
      digits[i] = carry % 58
      carry = Math.floor(carry / 58)
    }
  }
  const zeros = leading(bytes, 0)
  const text = digits.reverse().map((digit) => ALPHABET.charAt(digit))
  return ALPHABET.charAt(0).repeat(zeros) + text.join('')
}

/** The bytes of a base 58 text; undefined where it has another character. */
export function fromBase58(text: string): Uint8Array | undefined {
  const bytes: number[] = [] // the lowest first
  for (const character of text) {
    let carry = ALPHABET.indexOf(character)
    if (carry < 0) return undefined
    for (let i = 0; i < bytes.length || carry > 0; i += 1) {
      carry += (bytes[i] ?? 0) * 58
      bytes[i] = carry % 256
      carry = Math.floor(carry / 256)
    }
  }
  const zeros = leading(text, ALPHABET.charAt(0))
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...bytes.reverse()])
}

function leading<T>(values: Iterable<T>, value: T): number {
  let count = 0
  for (const other of values) {
    if (other !== value) break
    count += 1
  }
  return count
}
