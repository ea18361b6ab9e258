/** A reproducible source of random choices: the same seed gives the same choices on every machine. */
export class Random {
  #state: number

  /** @param seed any whole numbers; each changes everything */
  constructor(...seed: readonly number[]) {
    this.#state = seed.reduce((state, part) => scramble(state ^ (part | 0)), 0x9e3779b9)
  }

  /** 32 random bits (Tommy Ettinger's mulberry32). */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    return scramble(this.#state) >>> 0
  }

  /** A whole number from 0 to `end - 1`. */
  below(end: number): number {
    return this.bits() % end
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('There is nothing to pick from.')
    return item
  }

  /** One of the keys, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[]
    const total = names.reduce((sum, name) => sum + weights[name], 0)
    let rest = this.below(total)
    for (const name of names) {
      if (rest < weights[name]) return name
      rest -= weights[name]
    }
    throw new RangeError('There are no weights.')
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.bits())
  }

  /** A word of up to 256 bits, often one that arithmetic fails on. */
  word(): bigint {
    // biome-ignore format: table
    const kind = this.weighted({ edge: 4, small: 4, bits: 3, near: 2, full: 2 })
    const limbs = (): bigint =>
      this.bytes(32).reduce((word, byte) => (word << 8n) | BigInt(byte), 0n)
    switch (kind) {
      case 'edge':
        return this.pick(edges)
      case 'small':
        return BigInt(this.below(300))
      case 'bits':
        return limbs() >> BigInt(this.below(256))
      case 'near':
        return BigInt.asUintN(256, (1n << BigInt(this.below(257))) + BigInt(this.between(-2, 2)))
      case 'full':
        return limbs()
    }
  }
}

const MAX = 2n ** 256n - 1n
const edges = [
  0n,
  1n,
  2n,
  31n,
  32n,
  255n,
  256n,
  MAX,
  MAX - 1n,
  2n ** 255n,
  2n ** 64n - 1n,
  2n ** 64n,
]

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return mixed ^ (mixed >>> 14)
}
