import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keccakP } from '@noble/hashes/sha3.js'
import { describe, expect, it } from 'vitest'
import { coremarkLike, type KernelExports, kernels, readKernel } from '../../bench/kernel.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/bench')

function run(name: string, rounds: number): number {
  const bytes = readKernel({ name, rounds })
  const module = new WebAssembly.Module(new Uint8Array(bytes))
  const { run } = new WebAssembly.Instance(module).exports as unknown as KernelExports
  return run(rounds) >>> 0
}

/** The checksum of kernel.h. */
function mix(sum: number, value: number): number {
  return (Math.imul(sum ^ value, 16777619) + (sum >>> 15)) >>> 0
}

/** xorshift32 of kernel.h. */
function randomNumbers(seed: number): () => number {
  let x = seed
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return x >>> 0
  }
}

it('every source has its module, its hash and its line in the table', () => {
  const sources = readdirSync(join(fixtures, '../../contracts/bench'))
    .filter((file) => file.endsWith('.c'))
    .map((file) => basename(file, '.c'))
  const listed = [...kernels, coremarkLike].map(({ name }) => name)
  expect(listed.toSorted()).toEqual(sources.toSorted())

  const sums = readFileSync(join(fixtures, 'SHA256SUMS'), 'utf8').trim().split('\n')
  const actual = sources.toSorted().map((name) => {
    const digest = createHash('sha256')
      .update(readKernel({ name, rounds: 1 }))
      .digest('hex')
    return `${digest}  ${name}.wasm`
  })
  expect(actual).toEqual(sums)
})

/** What a kernel says it computes, computed another way. */
describe('kernel', () => {
  it('sha256 is SHA-256', () => {
    const message = Buffer.alloc(1024).map((_, i) => i)
    let digest = Buffer.alloc(0)
    for (let round = 0; round < 3; round++) {
      digest = createHash('sha256').update(message).digest()
      digest.copy(message)
    }
    expect(run('sha256', 3)).toBe(digest.readUInt32BE(0))
  })

  it('keccak is keccak-f[1600]', () => {
    const state = new Uint32Array(50)
    for (let lane = 0; lane < 25; lane++) state[2 * lane] = lane
    for (let round = 0; round < 3; round++) keccakP(state)
    expect(run('keccak', 3)).toBe(((state[0] ?? 0) ^ (state[1] ?? 0)) >>> 0)
  })

  it('modexp raises to a power', () => {
    const random = randomNumbers(2463534242)
    const [modulus, base] = montgomeryOperands(random)
    const r = 1n << 512n
    // The kernel's `one` is the plain 1: in Montgomery form that is the inverse of r.
    let value = base
    let sum = 0
    for (let round = 0; round < 2; round++) {
      value = montgomeryPower(value, 0xa5a5a5a5f00dfeedn + BigInt(round), modulus, r)
      sum = mix(sum, Number(value & 0xffffffffn))
    }
    expect(run('modexp', 2)).toBe(sum)
  })

  it('sieve counts primes', () => {
    const primesBelow = (limit: number): number =>
      Array.from({ length: limit }, (_, n) => n).filter(isPrime).length
    expect(run('sieve', 2)).toBe(mix(mix(0, primesBelow(65_536)), primesBelow(65_535)))
  })

  it('fib gives Fibonacci numbers', () => {
    expect(run('fib', 3)).toBe([6765, 10_946, 17_711].reduce(mix, 0))
  })

  it('crc32 is the CRC of IEEE 802.3', () => {
    const random = randomNumbers(521288629)
    const data = Array.from({ length: 16_384 }, () => random() & 0xff)
    expect(run('crc32', 1)).toBe(crc32(data))
  })

  it('quicksort sorts', () => {
    const random = randomNumbers(88675123)
    const values = Int32Array.from({ length: 4096 }, random).sort()
    expect(run('quicksort', 1)).toBe(mix(4095, values[Math.floor(4096 / 3)] ?? 0))
  })

  it('vm counts the steps of 3n + 1', () => {
    let steps = 0
    for (let start = 1; start < 200; start++) {
      for (let n = start; n > 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps++
    }
    expect(run('vm', 1)).toBe(mix(0, steps))
  })
})

function isPrime(n: number): boolean {
  if (n < 2) return false
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false
  return true
}

/** Modulus and base as the kernel makes them: 16 limbs each, drawn in turn. */
function montgomeryOperands(random: () => number): [bigint, bigint] {
  let modulus = 1n << 511n
  let base = 0n
  for (let limb = 0n; limb < 16n; limb++) {
    modulus |= BigInt(random()) << (32n * limb)
    base |= BigInt(random()) << (32n * limb)
  }
  return [modulus | 1n, base & ((1n << 511n) - 1n)]
}

/** Square and multiply with x * y / r for the product, starting from 1. */
function montgomeryPower(base: bigint, exponent: bigint, modulus: bigint, r: bigint): bigint {
  const inverse = inverseModulo(r, modulus)
  let result = 1n
  for (let bit = 63n; bit >= 0n; bit--) {
    result = (result * result * inverse) % modulus
    if ((exponent >> bit) & 1n) result = (result * base * inverse) % modulus
  }
  return result
}

/** Extended Euclid. */
function inverseModulo(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return ((x % modulus) + modulus) % modulus
}

function crc32(data: readonly number[]): number {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
