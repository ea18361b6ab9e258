import { readFileSync } from 'node:fs'

/** A compute kernel: contracts/bench/<name>.c, compiled to fixtures/bench. */
export interface Kernel {
  readonly name: string
  /** Rounds of its work that take about a millisecond. */
  readonly rounds: number
}

/** The exports of a kernel. */
export interface KernelExports {
  /** Does the work `rounds` times; returns a checksum. */
  readonly run: (rounds: number) => number
}

// biome-ignore format: table
export const kernels: readonly Kernel[] = [
  { name: 'bignum',    rounds: 90 },
  { name: 'blake2b',   rounds: 1100 },
  { name: 'bytes',     rounds: 8 },
  { name: 'calls',     rounds: 1200 },
  { name: 'compress',  rounds: 2 },
  { name: 'crc32',     rounds: 20 },
  { name: 'fib',       rounds: 7 },
  { name: 'graph',     rounds: 15 },
  { name: 'hashmap',   rounds: 5 },
  { name: 'json',      rounds: 20 },
  { name: 'keccak',    rounds: 350 },
  { name: 'markdown',  rounds: 200 },
  { name: 'matmul',    rounds: 3 },
  { name: 'modexp',    rounds: 13 },
  { name: 'queens',    rounds: 400 },
  { name: 'quicksort', rounds: 3 },
  { name: 'search',    rounds: 8 },
  { name: 'sha256',    rounds: 120 },
  { name: 'sieve',     rounds: 3 },
  { name: 'states',    rounds: 40 },
  { name: 'strings',   rounds: 18 },
  { name: 'tree',      rounds: 8 },
  { name: 'vm',        rounds: 3 },
]

/** The four workloads that CoreMark's documentation describes; not CoreMark, whose source no package carries. */
export const coremarkLike: Kernel = { name: 'coremark-like', rounds: 6 }

export function readKernel({ name }: Kernel): Uint8Array {
  return readFileSync(new URL(`../fixtures/bench/${name}.wasm`, import.meta.url))
}
