const escapes: Readonly<Record<string, number>> = {
  '\\': 0x5c,
  '"': 0x22,
  "'": 0x27,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  b: 0x08,
  f: 0x0c,
  v: 0x0b,
}

/**
 * The bytes of a Yul string literal: UTF-8 with its escapes resolved.
 * @param text what is between the quotes
 */
export function stringLiteralBytes(text: string): Uint8Array {
  const bytes: number[] = []
  for (const match of text.matchAll(
    /\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\([\s\S])|([^\\]+)/g,
  )) {
    const [, byte, codePoint, escaped, plain] = match
    if (byte !== undefined) bytes.push(Number.parseInt(byte, 16))
    else if (codePoint !== undefined)
      bytes.push(...utf8(String.fromCharCode(Number.parseInt(codePoint, 16))))
    else if (escaped !== undefined)
      bytes.push(...(escapes[escaped] === undefined ? [] : [escapes[escaped]]))
    else if (plain !== undefined) bytes.push(...utf8(plain))
  }
  return Uint8Array.from(bytes)
}

/** The word that has `bytes`, at most 32, at its left. */
export function leftAligned(bytes: Uint8Array): bigint {
  let word = 0n
  for (let index = 0; index < 32; index++) word = (word << 8n) | BigInt(bytes[index] ?? 0)
  return word
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
