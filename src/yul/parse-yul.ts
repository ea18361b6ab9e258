import { fromHex } from '../primitives/hex.ts'
import { leftAligned, stringLiteralBytes } from './string-literal.ts'
import type {
  Block,
  Expression,
  FunctionDefinition,
  Literal,
  Statement,
  TypedName,
  YulData,
  YulObject,
} from './yul-ast.ts'
import { type Token, type TokenKind, tokenize } from './yul-lexer.ts'
import { YulSyntaxError } from './yul-syntax-error.ts'

/**
 * Parses a Yul object with all that is nested in it.
 * @throws YulSyntaxError
 * @see https://docs.soliditylang.org/en/v0.8.20/yul.html#specification-of-yul-object
 */
export function parseYulObject(source: string): YulObject {
  const parser = new YulParser(source)
  const object = parser.object()
  parser.take('end')
  return object
}

/**
 * Parses bare function definitions, as the run-time library is written.
 * @throws YulSyntaxError
 */
export function parseYulFunctions(source: string): FunctionDefinition[] {
  const parser = new YulParser(source)
  const functions: FunctionDefinition[] = []
  while (!parser.at('end')) functions.push(parser.functionDefinition())
  return functions
}

class YulParser {
  readonly #source: string
  readonly #tokens: readonly Token[]
  #position = 0

  constructor(source: string) {
    this.#source = source
    this.#tokens = tokenize(source)
  }

  object(): YulObject {
    this.take('identifier', 'object')
    const name = this.take('string').text
    this.take('symbol', '{')
    this.take('identifier', 'code')
    const code = this.block()
    const objects: YulObject[] = []
    const data: YulData[] = []
    while (!this.at('symbol', '}')) {
      if (this.at('identifier', 'object')) objects.push(this.object())
      else data.push(this.#data())
    }
    this.take('symbol', '}')
    return { name, code, objects, data }
  }

  block(): Block {
    this.take('symbol', '{')
    const statements: Statement[] = []
    while (!this.at('symbol', '}')) statements.push(this.#statement())
    this.take('symbol', '}')
    return { kind: 'block', statements }
  }

  functionDefinition(): FunctionDefinition {
    this.take('identifier', 'function')
    const name = this.take('identifier').text
    this.take('symbol', '(')
    const params = this.at('symbol', ')') ? [] : this.#typedNames()
    this.take('symbol', ')')
    const results = this.#skip('->') ? this.#typedNames() : []
    return { kind: 'function', name, params, results, body: this.block() }
  }

  at(kind: TokenKind, text?: string): boolean {
    const token = this.#peek()
    return token.kind === kind && (text === undefined || token.text === text)
  }

  take(kind: TokenKind, text?: string): Token {
    const token = this.#peek()
    if (!this.at(kind, text)) {
      throw new YulSyntaxError(`expected ${text ?? kind}`, token.offset, this.#source)
    }
    this.#position++
    return token
  }

  #peek(): Token {
    const token = this.#tokens[this.#position] ?? this.#tokens[this.#tokens.length - 1]
    if (token === undefined) throw new YulSyntaxError('empty source', 0, this.#source)
    return token
  }

  #skip(symbol: string): boolean {
    if (!this.at('symbol', symbol)) return false
    this.#position++
    return true
  }

  #data(): YulData {
    this.take('identifier', 'data')
    const name = this.take('string').text
    if (this.at('string')) return { name, bytes: stringLiteralBytes(this.take('string').text) }
    return { name, bytes: hexStringBytes(this.take('hexString').text) }
  }

  #statement(): Statement {
    if (this.at('symbol', '{')) return this.block()
    const token = this.#peek()
    if (token.kind !== 'identifier') {
      throw new YulSyntaxError('expected a statement', token.offset, this.#source)
    }
    switch (token.text) {
      case 'function':
        return this.functionDefinition()
      case 'let':
        return this.#variableDeclaration()
      case 'if':
        this.take('identifier')
        return { kind: 'if', condition: this.#expression(), body: this.block() }
      case 'switch':
        return this.#switch()
      case 'for':
        this.take('identifier')
        return {
          kind: 'for',
          init: this.block(),
          condition: this.#expression(),
          post: this.block(),
          body: this.block(),
        }
      case 'break':
      case 'continue':
      case 'leave':
        this.take('identifier')
        return { kind: token.text }
      default:
        return this.#assignmentOrCall()
    }
  }

  #variableDeclaration(): Statement {
    this.take('identifier', 'let')
    const names = this.#typedNames()
    return { kind: 'let', names, value: this.#skip(':=') ? this.#expression() : undefined }
  }

  #switch(): Statement {
    this.take('identifier', 'switch')
    const value = this.#expression()
    const cases: { literal: Literal; body: Block }[] = []
    while (this.at('identifier', 'case')) {
      this.take('identifier')
      cases.push({ literal: this.#literal(), body: this.block() })
    }
    if (!this.at('identifier', 'default')) {
      return { kind: 'switch', value, cases, otherwise: undefined }
    }
    this.take('identifier')
    return { kind: 'switch', value, cases, otherwise: this.block() }
  }

  #assignmentOrCall(): Statement {
    const next = this.#tokens[this.#position + 1]
    if (next?.text === '(') return { kind: 'expression', expression: this.#expression() }
    const names = [this.take('identifier').text]
    while (this.#skip(',')) names.push(this.take('identifier').text)
    this.take('symbol', ':=')
    return { kind: 'assign', names, value: this.#expression() }
  }

  #expression(): Expression {
    if (!this.at('identifier') || this.at('identifier', 'true') || this.at('identifier', 'false')) {
      return this.#literal()
    }
    const name = this.take('identifier').text
    if (!this.#skip('(')) return { kind: 'identifier', name }
    const args: Expression[] = []
    while (!this.at('symbol', ')')) {
      args.push(this.#expression())
      if (!this.#skip(',')) break
    }
    this.take('symbol', ')')
    return { kind: 'call', name, args }
  }

  #literal(): Literal {
    const { kind, text, offset } = this.#peek()
    this.#position++
    const type = (): string | undefined =>
      this.#skip(':') ? this.take('identifier').text : undefined
    if (kind === 'number')
      return { kind: 'literal', value: BigInt(text), text: undefined, type: type() }
    if (kind === 'identifier' && (text === 'true' || text === 'false')) {
      return { kind: 'literal', value: text === 'true' ? 1n : 0n, text: undefined, type: type() }
    }
    if (kind === 'string') {
      return { kind: 'literal', value: leftAligned(stringLiteralBytes(text)), text, type: type() }
    }
    if (kind === 'hexString') {
      return { kind: 'literal', value: leftAligned(hexStringBytes(text)), text, type: type() }
    }
    throw new YulSyntaxError('expected an expression', offset, this.#source)
  }

  #typedNames(): TypedName[] {
    const names: TypedName[] = []
    do {
      const name = this.take('identifier').text
      names.push({ name, type: this.#skip(':') ? this.take('identifier').text : undefined })
    } while (this.#skip(','))
    return names
  }
}

function hexStringBytes(text: string): Uint8Array {
  return fromHex(text.replaceAll('_', ''))
}
