import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

/** File names of entries; no other file is counted or removed. */
const ENTRY_NAME = /^[0-9a-f]{64}$/
const TEMPORARY_NAME = /^[0-9a-f]{64}\..*\.tmp$/
/** A temporary file that old has no writer any more. */
const ABANDONED_AFTER_MS = 60_000
/** What eviction leaves, and after how much writing the directory is looked at again, as parts of the budget. */
const FILLED_AGAIN = 0.9
const LOOK_AGAIN = 1 / 16

interface EntryFile {
  readonly path: string
  readonly size: number
  readonly usedAtMs: number
}

/**
 * Keeps a directory of entries within a number of bytes: the least recently used go first. When an entry was used is the
 * time of its file, so all processes that share the directory, and those after them, see the same order.
 *
 * What others write is noticed by looking at the directory, each time this process has written a 16th of the budget: so
 * much, for each further process, may lie there above it. The clock decides what is compiled again, and no result.
 */
export class CodeCacheDiskBudget {
  readonly byteBudget: number
  readonly #directory: string
  #writtenSinceLook = Number.POSITIVE_INFINITY
  #bytes = 0
  #evictions = 0

  constructor(directory: string, byteBudget: number) {
    this.#directory = directory
    this.byteBudget = byteBudget
  }

  /** Bytes of the entries, as far as this process has seen; 0 before its first write. */
  get bytes(): number {
    return this.#bytes
  }

  /** Entries that this process removed. */
  get evictions(): number {
    return this.#evictions
  }

  /** Notes that the entry at `path` was used. */
  touch(path: string): void {
    const now = nowMs() / 1000
    try {
      utimesSync(path, now, now)
    } catch {
      // Another process has removed it, or it may not be changed: then it looks older than it is.
    }
  }

  /** Notes that an entry of `size` bytes was written, and makes room for it where it is too much. */
  written(size: number): void {
    this.#bytes += size
    this.#writtenSinceLook += size
    const isDue = this.#writtenSinceLook > this.byteBudget * LOOK_AGAIN
    if (this.#bytes <= this.byteBudget && !isDue) return
    this.#writtenSinceLook = 0
    try {
      this.#evict(this.#look())
    } catch {
      // A directory that cannot be read cannot be tidied either; the next write tries again.
    }
  }

  /** The entries that lie there, the least recently used first; removes what writers that died have left. */
  #look(): readonly EntryFile[] {
    const entries: EntryFile[] = []
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name)
      const stat = statSync(path, { throwIfNoEntry: false })
      if (stat === undefined) continue // removed meanwhile
      if (ENTRY_NAME.test(name)) entries.push({ path, size: stat.size, usedAtMs: stat.mtimeMs })
      const isAbandoned = nowMs() - stat.mtimeMs > ABANDONED_AFTER_MS
      if (isAbandoned && TEMPORARY_NAME.test(name)) rmSync(path, { force: true })
    }
    this.#bytes = entries.reduce((sum, { size }) => sum + size, 0)
    return entries.sort((a, b) => a.usedAtMs - b.usedAtMs)
  }

  #evict(entries: readonly EntryFile[]): void {
    if (this.#bytes <= this.byteBudget) return
    for (const { path, size } of entries) {
      if (this.#bytes <= this.byteBudget * FILLED_AGAIN) return
      rmSync(path, { force: true }) // two processes may remove the same one
      this.#bytes -= size
      this.#evictions++
    }
  }
}

/** Milliseconds since the Unix epoch, comparable with the times of files. */
function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
