import { GantryError } from '../../primitives/gantry-error.ts'
import type { JsonValue } from './json-value.ts'

/** A genesis configuration is no JSON. */
export class InvalidGenesisJsonError extends GantryError {
  readonly code = 'SUBSTRATE_GENESIS_JSON'
  /** Characters before the fault. */
  readonly offset: number

  constructor(reason: string, offset: number) {
    super(`The genesis configuration is no JSON: ${reason}.`, { details: `Character ${offset}.` })
    this.offset = offset
  }
}

const DEEPEST = 128
const literals: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['null', null],
  ['true', true],
  ['false', false],
])

/**
 * The value of a JSON text.
 * @throws InvalidGenesisJsonError
 */
export function parseJson(text: string): JsonValue {
  return new JsonParser(text).whole()
}

/** @see RFC 8259 */
class JsonParser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonValue {
    const value = this.#value()
    if (this.#at < this.#text.length) this.#refuse('there is text behind its value')
    return value
  }

  #value(): JsonValue {
    if (++this.#depth > DEEPEST) this.#refuse('it is nested too deeply')
    this.#space()
    const value = this.#bare()
    this.#space()
    this.#depth--
    return value
  }

  #bare(): JsonValue {
    const first = this.#text[this.#at]
    if (first === '{') return this.#object()
    if (first === '[') return this.#array()
    if (first === '"') return this.#string()
    const digits = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
    if (digits !== undefined) return { digits }
    const literal = literals.get(this.#match(/null|true|false/y) ?? '')
    return literal === undefined ? this.#refuse('a value is missing') : literal
  }

  #object(): JsonValue {
    const members = new Map<string, JsonValue>()
    this.#items('}', () => {
      this.#space()
      const name = this.#string()
      this.#space()
      if (!this.#take(':')) this.#refuse('a colon is missing')
      members.set(name, this.#value())
    })
    return members
  }

  #array(): JsonValue {
    const values: JsonValue[] = []
    this.#items(']', () => values.push(this.#value()))
    return values
  }

  /** What lies between the bracket at hand and `end`, with commas in between. */
  #items(end: string, item: () => void): void {
    this.#at++
    this.#space()
    if (this.#take(end)) return
    do item()
    while (this.#take(','))
    if (!this.#take(end)) this.#refuse(`a comma or ${end} is missing`)
  }

  #string(): string {
    const start = this.#at
    const quoted = this.#match(/"(?:[^"\\]|\\.)*"/y)
    if (quoted === undefined) return this.#refuse('a string is missing')
    try {
      return JSON.parse(quoted) as string
    } catch {
      this.#at = start
      return this.#refuse('a string is malformed')
    }
  }

  #space(): void {
    this.#match(/[ \t\r\n]*/y)
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #refuse(reason: string): never {
    throw new InvalidGenesisJsonError(reason, this.#at)
  }
}
