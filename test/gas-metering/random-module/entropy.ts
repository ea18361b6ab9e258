/** Choices read from bytes, as wasm-smith does it: shorter bytes give simpler modules, so fast-check can shrink. */
export class Entropy {
  readonly #bytes: Uint8Array
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isSpent(): boolean {
    return this.#position >= this.#bytes.length
  }

  /** An integer of 0 to `limit - 1`; 0 once the bytes are spent. `limit` is at most 256. */
  below(limit: number): number {
    return (this.#bytes[this.#position++] ?? 0) % limit
  }

  /** True once in `count` times; never once the bytes are spent. */
  oneIn(count: number): boolean {
    return !this.isSpent && this.below(count) === 0
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }
}
