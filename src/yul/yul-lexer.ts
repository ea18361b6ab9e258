import { YulSyntaxError } from './yul-syntax-error.ts'

export type TokenKind = 'identifier' | 'number' | 'string' | 'hexString' | 'symbol' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** The characters; for strings what is between the quotes, escapes not resolved. */
  readonly text: string
  readonly offset: number
}

/** One alternative per kind of token, in capture groups; white space and comments have none. */
const tokenPattern = new RegExp(
  [
    /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/,
    /hex"([0-9a-fA-F_]*)"/,
    /"((?:[^"\\\n]|\\[\s\S])*)"/,
    /([a-zA-Z_$][a-zA-Z_$0-9.]*)/,
    /(0x[0-9a-fA-F]+|[0-9]+)/,
    /(:=|->|[{}(),:])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
)

/**
 * The tokens of a Yul source, closed by one of kind `end`.
 * @throws YulSyntaxError
 * @see https://docs.soliditylang.org/en/v0.8.20/yul.html#specification-of-yul
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < source.length) {
    const offset = tokenPattern.lastIndex
    const match = tokenPattern.exec(source)
    if (match === null) throw new YulSyntaxError('unexpected character', offset, source)
    const token = toToken(match, offset)
    if (token !== undefined) tokens.push(token)
  }
  tokens.push({ kind: 'end', text: '', offset: source.length })
  return tokens
}

function toToken(match: RegExpExecArray, offset: number): Token | undefined {
  const [, hexString, string, identifier, number, symbol] = match
  if (hexString !== undefined) return { kind: 'hexString', text: hexString, offset }
  if (string !== undefined) return { kind: 'string', text: string, offset }
  if (identifier !== undefined) return { kind: 'identifier', text: identifier, offset }
  if (number !== undefined) return { kind: 'number', text: number, offset }
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, offset }
  return undefined
}
