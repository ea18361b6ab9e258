import type { Value } from '../../../codegen/ir/instruction.ts'
import { op } from '../../../codegen/ir/operation.ts'
import { smallNumber } from '../../../codegen/ir/words.ts'

/** An offset in memory as a value that is not followed, or none, and a distance from it. */
interface Offset {
  /** Id of the value, or `CONSTANT`. */
  readonly base: number
  readonly distance: number
}

/** A word in memory that is known. */
interface KnownWord extends Offset {
  readonly value: Value
}

const CONSTANT = -1
const WORD = 32
const MAX_WORDS = 24
const MAX_DISTANCE = 2 ** 31

/**
 * What is known of a frame's memory at one point of a block: how large it is at least, which offsets were made accessible,
 * and words that were stored or loaded. Offsets that were made accessible are below 2^32, so sums of them do not wrap.
 */
export class MemoryKnowledge {
  /** Bytes that are accessible from 0 on. */
  size = 0
  /** By base: accessible from the base to so far behind it. */
  #reach: Map<number, number> | undefined
  /** What offsets were before they were made accessible, by id. */
  #origins: Map<number, Offset> | undefined
  readonly #words: KnownWord[] = []

  /** `narrow` is the same number as `offset`. */
  narrowed(offset: Value, narrow: Value): void {
    this.#origins ??= new Map()
    this.#origins.set(narrow.id, this.#offsetOf(offset))
    for (let index = 0; index < this.#words.length; index++) {
      const { base, distance, value } = this.#words[index] as KnownWord
      if (value === offset) this.#words[index] = { base, distance, value: narrow }
    }
  }

  /** Whether `length` bytes at `offset` are known to be accessible. */
  isAccessible(offset: Value, length: number): boolean {
    const { base, distance } = this.#offsetOf(offset)
    if (base === CONSTANT) return distance + length <= this.size
    if (length <= (this.#reach?.get(offset.id) ?? 0)) return true
    return distance + length <= (this.#reach?.get(base) ?? 0)
  }

  /** `length` bytes at `offset` have been made accessible. */
  touched(offset: Value, length: number): void {
    const { base, distance } = this.#offsetOf(offset)
    const end = distance + length
    if (base === CONSTANT) {
      this.size = Math.max(this.size, end)
      return
    }
    this.#extend(offset.id, length)
    // A sum that is accessible may have wrapped, unless what it was added to is accessible itself.
    if (distance !== 0 && this.#reach?.has(base) === true) this.#extend(base, end)
  }

  /** The word at an accessible offset, if it is known. */
  word(offset: Value): Value | undefined {
    const { base, distance } = this.#offsetOf(offset)
    for (const word of this.#words) {
      if (word.base === base && word.distance === distance) return word.value
    }
    return undefined
  }

  /** The word at an accessible offset was loaded. */
  loaded(offset: Value, value: Value): void {
    if (this.#words.length >= MAX_WORDS) this.#words.shift()
    const { base, distance } = this.#offsetOf(offset)
    this.#words.push({ base, distance, value })
  }

  /** A word was stored at an accessible offset. */
  stored(offset: Value, value: Value): void {
    this.overwritten(offset, WORD)
    this.loaded(offset, value)
  }

  /** `length` bytes at an accessible offset were written. */
  overwritten(offset: Value, length: number): void {
    const at = this.#offsetOf(offset)
    let kept = 0
    for (const word of this.#words) if (isApart(word, at, length)) this.#words[kept++] = word
    this.#words.length = kept
  }

  /** Anything may have been written anywhere. */
  forgetWords(): void {
    this.#words.length = 0
  }

  #offsetOf(offset: Value): Offset {
    const constant = constantOf(offset)
    if (constant !== undefined) return { base: CONSTANT, distance: constant }
    const origin = this.#origins?.get(offset.id)
    if (origin !== undefined) return origin
    const [first, second] = offset.args
    if (offset.op === op.add && first !== undefined && second !== undefined) {
      return this.#sumOf(first, second) ?? this.#sumOf(second, first) ?? whole(offset)
    }
    return whole(offset)
  }

  #sumOf(part: Value, added: Value): Offset | undefined {
    const distance = constantOf(added)
    if (distance === undefined || distance > MAX_DISTANCE) return undefined
    const { base, distance: before } = this.#origins?.get(part.id) ?? whole(part)
    return { base, distance: before + distance }
  }

  #extend(base: number, end: number): void {
    this.#reach ??= new Map()
    this.#reach.set(base, Math.max(this.#reach.get(base) ?? 0, end))
  }
}

/** Whether a known word and `length` bytes at `at` share no byte. */
function isApart(word: KnownWord, at: Offset, length: number): boolean {
  if (word.base !== at.base) return false
  return word.distance + WORD <= at.distance || at.distance + length <= word.distance
}

function whole(offset: Value): Offset {
  return { base: offset.id, distance: 0 }
}

function constantOf({ words }: Value): number | undefined {
  return words === undefined ? undefined : smallNumber(words)
}
