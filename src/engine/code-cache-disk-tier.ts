import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { CodeCacheDiskBudget } from './code-cache-disk-budget.ts'
import { decodeEntryFile, encodeEntryFile } from './code-cache-entry-file.ts'
import type { DiskTierStatistics } from './code-cache-statistics.ts'

/**
 * Translated modules in a directory, one file each. Nothing in there is trusted and nothing that happens to it is
 * fatal: what cannot be read is a miss, what cannot be written is counted, and several processes may share it.
 *
 * Costs 3 µs for each entry read, to note its use (`CodeCacheDiskBudget`).
 */
export class CodeCacheDiskTier {
  readonly #directory: string
  readonly #budget: CodeCacheDiskBudget
  readonly #counters = {
    hits: 0,
    misses: 0,
    corrupt: 0,
    stale: 0,
    writes: 0,
    writeFailures: 0,
    bytesRead: 0,
    bytesWritten: 0,
  }

  /** Makes the directory. Its entries are kept within `byteBudget`, least recently used first. */
  constructor(directory: string, byteBudget: number) {
    this.#directory = directory
    this.#budget = new CodeCacheDiskBudget(directory, byteBudget)
    try {
      mkdirSync(directory, { recursive: true })
    } catch {
      // Without its directory every read is a miss and every write a counted failure.
    }
  }

  get statistics(): DiskTierStatistics {
    const { bytes, byteBudget, evictions } = this.#budget
    return { ...this.#counters, bytes, byteBudget, evictions }
  }

  /** What is stored under `key`, when it is there and whole. */
  read(key: string): Uint8Array | undefined {
    const file = this.#readFile(key)
    if (file === undefined) {
      this.#counters.misses++
      return undefined
    }
    const entry = decodeEntryFile(file, key)
    if (entry.kind !== 'valid') {
      this.#counters[entry.kind]++
      return undefined
    }
    this.#budget.touch(this.#path(key))
    this.#counters.hits++
    this.#counters.bytesRead += file.length
    return entry.payload
  }

  /** Notes that what `read` gave was of no use after all. */
  countCorrupt(): void {
    this.#counters.hits--
    this.#counters.corrupt++
  }

  /**
   * Stores `payload` under `key`: under another name first, so that no reader meets half a file. What is larger than the
   * whole budget is not stored.
   */
  write(key: string, payload: Uint8Array): void {
    const path = this.#path(key)
    const temporary = `${path}.${process.pid}-${threadId}.tmp`
    const file = encodeEntryFile(key, payload)
    if (file.length > this.#budget.byteBudget) return
    try {
      writeFileSync(temporary, file)
      renameSync(temporary, path)
      this.#counters.writes++
      this.#counters.bytesWritten += file.length
      this.#budget.written(file.length)
    } catch {
      this.#counters.writeFailures++
      removeIfPossible(temporary)
    }
  }

  #readFile(key: string): Uint8Array | undefined {
    try {
      return readFileSync(this.#path(key))
    } catch {
      return undefined
    }
  }

  #path(key: string): string {
    return join(this.#directory, createHash('sha256').update(key).digest('hex'))
  }
}

function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It lies where nothing can be removed; a later look at the directory tries again.
  }
}
