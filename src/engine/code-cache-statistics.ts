import type { Hex } from '../primitives/hex.ts'

/** Counters of the memory tier since the cache was made, and what it holds now. */
export interface MemoryTierStatistics {
  readonly entries: number
  readonly bytes: number
  readonly byteBudget: number
  readonly hits: number
  readonly misses: number
  readonly evictions: number
}

/** Counters of the disk tier since the cache was made; all 0 without a directory. */
export interface DiskTierStatistics {
  readonly hits: number
  readonly misses: number
  /** Entries that were damaged: wrong magic, length or checksum, or a module that does not compile. */
  readonly corrupt: number
  /** Entries of another key or format version. */
  readonly stale: number
  readonly writes: number
  /** Entries that could not be written, e.g. on a full disk; the cache goes on without. */
  readonly writeFailures: number
  readonly bytesRead: number
  readonly bytesWritten: number
  /** Bytes of the directory's entries, as this process last saw them; 0 before its first write. */
  readonly bytes: number
  readonly byteBudget: number
  /** Entries that this process removed to stay in the budget. */
  readonly evictions: number
}

/** One code under one variant. */
export interface CodeStatistics {
  readonly codeHash: Hex
  readonly variant: string
  readonly hits: number
  /** Look-ups that found it in no memory; what the disk had is in `diskHits`. */
  readonly misses: number
  readonly diskHits: number
  readonly compilations: number
  /** Time spent to translate and compile it, in milliseconds. */
  readonly compileTimeMs: number
  /** Memory it holds now, in bytes; 0 when it was evicted. */
  readonly bytes: number
}

/** The counters of a `CodeCache` as plain data. */
export interface CodeCacheStatistics {
  readonly memory: MemoryTierStatistics
  readonly disk: DiskTierStatistics
  /** In the order in which the codes were first seen; the oldest are dropped when there are too many. */
  readonly codes: readonly CodeStatistics[]
}
