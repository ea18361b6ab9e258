import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { decodeEntryFile, encodeEntryFile } from './code-cache-entry-file.ts'
import type { DiskTierStatistics } from './code-cache-statistics.ts'

const TEMPORARY = '.tmp'

/**
 * Translated modules in a directory, one file each. Nothing in there is trusted and nothing that happens to it is
 * fatal: what cannot be read is a miss, what cannot be written is counted, and several processes may share it.
 */
export class CodeCacheDiskTier {
  readonly #directory: string
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

  /** Makes the directory, and removes what writers that died have left there. */
  constructor(directory: string) {
    this.#directory = directory
    try {
      mkdirSync(directory, { recursive: true })
      for (const name of readdirSync(directory)) {
        if (name.endsWith(TEMPORARY)) rmSync(join(directory, name), { force: true })
      }
    } catch {
      // Without its directory every read is a miss and every write a counted failure.
    }
  }

  get statistics(): DiskTierStatistics {
    return { ...this.#counters }
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
    this.#counters.hits++
    this.#counters.bytesRead += file.length
    return entry.payload
  }

  /** Notes that what `read` gave was of no use after all. */
  countCorrupt(): void {
    this.#counters.hits--
    this.#counters.corrupt++
  }

  /** Stores `payload` under `key`: under another name first, so that no reader meets half a file. */
  write(key: string, payload: Uint8Array): void {
    const path = this.#path(key)
    const temporary = `${path}.${process.pid}-${threadId}${TEMPORARY}`
    const file = encodeEntryFile(key, payload)
    try {
      writeFileSync(temporary, file)
      renameSync(temporary, path)
      this.#counters.writes++
      this.#counters.bytesWritten += file.length
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
    // It lies where nothing can be removed; the next start tries again.
  }
}
