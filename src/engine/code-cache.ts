import type { CodeHash } from '../primitives/bytes32.ts'
import { type Hex, toHex } from '../primitives/hex.ts'
import { CodeCacheDiskTier } from './code-cache-disk-tier.ts'
import type { CodeCacheStatistics, CodeStatistics } from './code-cache-statistics.ts'
import type { CachedCode, CodeCompiler } from './compiled-code.ts'
import type { ContractCode } from './message.ts'

/** Part of every key. Goes up when the same code, profile and schedule would give another module. */
const ENGINE_VERSION = 9

/**
 * Memory that a loaded module holds: V8 takes about 24 KB for any (measured: 24.4 KB for one of 1 KB, 30.3 KB for one of
 * 6.3 KB) and, once all is optimised, machine code of several times the bytes. An estimate, by which the budget
 * bounds what the cache holds, and with it the number of entries.
 */
const MEMORY_PER_ENTRY = 24 * 1024
const MEMORY_PER_MODULE_BYTE = 8

const DEFAULT_BYTE_BUDGET = 256 * 1024 * 1024
const DEFAULT_DISK_BYTE_BUDGET = 512 * 1024 * 1024
const MAX_CODE_STATISTICS = 10_000

const noDisk = {
  hits: 0,
  misses: 0,
  corrupt: 0,
  stale: 0,
  writes: 0,
  writeFailures: 0,
  bytesRead: 0,
  bytesWritten: 0,
  bytes: 0,
  byteBudget: 0,
  evictions: 0,
}

export interface CodeCacheOptions {
  /** Memory that compiled code and idle instances may hold; default 256 MiB. Pinned code may go beyond it. */
  readonly byteBudget?: number
  /** Directory of the disk tier; without it there is none. */
  readonly directory?: string
  /** Bytes that its files may take; default 512 MiB, some ten thousand contracts. */
  readonly diskByteBudget?: number
}

/** A code in the memory tier, as one `CodeTier` loaded it. */
interface Entry {
  readonly tier: number
  /** What it is called on disk; in memory the tier comes before it, because what was loaded is bound to its `Vm`. */
  readonly key: string
  readonly codeHash: Hex
  readonly counters: Counters
  /** Undefined once evicted: who still holds the entry must look again. */
  cached: CachedCode<unknown> | undefined
  bytes: number
  lastUse: number
}

type Counters = { -readonly [Name in keyof CodeStatistics]: CodeStatistics[Name] }

/** What one `Vm` sees of a cache: its own compiler's view. */
export interface CodeTier<Compiled> {
  /** The compiled code, from memory, from disk or compiled now. Costs 50 ns for a code object seen before. */
  get(code: ContractCode): CachedCode<Compiled>
  /** The same, but only from memory: undefined where `get` would have to load or compile. */
  find(code: ContractCode): CachedCode<Compiled> | undefined
  /** Keeps in memory what was compiled elsewhere, as if `get` had done it. `moduleBytes` is 0 for a refusal. */
  add(code: ContractCode, cached: CachedCode<Compiled>, moduleBytes: number): void
}

/**
 * Compiled contracts by code hash: a memory tier with a byte budget (least recently used goes first) above a disk
 * tier. One cache serves several `Vm`s, each through its `CodeTier`.
 */
export class CodeCache {
  readonly #byteBudget: number
  readonly #directory: string | undefined
  readonly #disk: CodeCacheDiskTier | undefined
  readonly #entries = new Map<string, Entry>()
  readonly #counters = new Map<string, Counters>()
  readonly #pinned = new Set<Hex>()
  #tiers = 0
  #bytes = 0
  #clock = 0
  #hits = 0
  #misses = 0
  #evictions = 0

  constructor(options: CodeCacheOptions = {}) {
    this.#byteBudget = options.byteBudget ?? DEFAULT_BYTE_BUDGET
    this.#directory = options.directory
    const { directory, diskByteBudget = DEFAULT_DISK_BYTE_BUDGET } = options
    this.#disk =
      directory === undefined ? undefined : new CodeCacheDiskTier(directory, diskByteBudget)
  }

  /** Where the disk tier is, undefined when there is none. */
  get directory(): string | undefined {
    return this.#directory
  }

  /** The view of one compiler. */
  tier<Compiled>(compiler: CodeCompiler<Compiled>): CodeTier<Compiled> {
    const number = this.#tiers++
    const byCode = new WeakMap<ContractCode, Entry>()
    const remember = (code: ContractCode, entry: Entry): CachedCode<Compiled> => {
      byCode.set(code, entry)
      // Entries that are looked up are of this compiler's variant and not evicted.
      return entry.cached as CachedCode<Compiled>
    }
    const recall = (code: ContractCode): CachedCode<Compiled> | undefined => {
      const known = byCode.get(code)
      if (known?.cached === undefined) return undefined
      return this.#hit(known, known.cached) as CachedCode<Compiled>
    }
    return {
      get: (code) => recall(code) ?? remember(code, this.#get(number, code, compiler)),
      find: (code) => {
        const known = recall(code)
        if (known !== undefined) return known
        const entry = this.#find(number, code, compiler)
        return entry === undefined ? undefined : remember(code, entry)
      },
      add: (code, cached, moduleBytes) => {
        const entry = this.#newEntry(number, code, compiler)
        entry.counters.compilations++
        entry.cached = cached
        this.#resize(entry, MEMORY_PER_ENTRY + MEMORY_PER_MODULE_BYTE * moduleBytes)
        this.#keep(entry)
        remember(code, entry)
      },
    }
  }

  /** Keeps a code in memory, from its next use on, whatever the budget says. */
  pin(codeHash: CodeHash): void {
    this.#pinned.add(toHex(codeHash))
  }

  unpin(codeHash: CodeHash): void {
    this.#pinned.delete(toHex(codeHash))
    this.#evict(undefined)
  }

  get statistics(): CodeCacheStatistics {
    return {
      memory: {
        entries: this.#entries.size,
        bytes: this.#bytes,
        byteBudget: this.#byteBudget,
        hits: this.#hits,
        misses: this.#misses,
        evictions: this.#evictions,
      },
      disk: this.#disk?.statistics ?? noDisk,
      codes: [...this.#counters.values()].map((counters) => ({ ...counters })),
    }
  }

  #hit(entry: Entry, cached: CachedCode<unknown>): CachedCode<unknown> {
    this.#hits++
    entry.counters.hits++
    entry.lastUse = ++this.#clock
    return cached
  }

  #get(tier: number, code: ContractCode, compiler: CodeCompiler<unknown>): Entry {
    const known = this.#find(tier, code, compiler)
    if (known !== undefined) return known
    const entry = this.#newEntry(tier, code, compiler)
    this.#misses++
    entry.counters.misses++
    entry.cached = this.#load(entry, code, compiler)
    this.#keep(entry)
    return entry
  }

  #find(tier: number, { hash }: ContractCode, compiler: CodeCompiler<unknown>): Entry | undefined {
    const known = this.#entries.get(`${tier} ${keyOf(toHex(hash), compiler)}`)
    if (known?.cached !== undefined) this.#hit(known, known.cached)
    return known
  }

  #newEntry(tier: number, { hash }: ContractCode, compiler: CodeCompiler<unknown>): Entry {
    const codeHash = toHex(hash)
    const key = keyOf(codeHash, compiler)
    const counters = this.#countersOf(key, codeHash, compiler.variant)
    return { tier, key, codeHash, counters, cached: undefined, bytes: 0, lastUse: 0 }
  }

  #keep(entry: Entry): void {
    entry.lastUse = ++this.#clock
    const replaced = this.#entries.get(`${entry.tier} ${entry.key}`)
    if (replaced !== undefined) this.#drop(replaced)
    this.#entries.set(`${entry.tier} ${entry.key}`, entry)
    this.#evict(entry)
  }

  #drop(entry: Entry): void {
    this.#entries.delete(`${entry.tier} ${entry.key}`)
    this.#resize(entry, 0)
    entry.cached = undefined
  }

  #load(entry: Entry, code: ContractCode, compiler: CodeCompiler<unknown>): CachedCode<unknown> {
    const stored = this.#disk?.read(entry.key)
    if (stored !== undefined) {
      try {
        const cached = this.#compile(entry, stored, compiler)
        entry.counters.diskHits++
        return cached
      } catch (error) {
        if (!(error instanceof WebAssembly.CompileError)) throw error
        this.#disk?.countCorrupt() // whole by its checksum, and no module all the same
      }
    }
    const start = performance.now()
    const translation = compiler.translate(code.bytes)
    entry.counters.compileTimeMs += performance.now() - start
    if (!translation.ok) {
      this.#resize(entry, MEMORY_PER_ENTRY)
      return translation
    }
    const cached = this.#compile(entry, translation.module, compiler)
    entry.counters.compilations++
    this.#disk?.write(entry.key, translation.module)
    return cached
  }

  #compile(entry: Entry, module: Uint8Array, compiler: CodeCompiler<unknown>): CachedCode<unknown> {
    const start = performance.now()
    const moduleBytes = MEMORY_PER_ENTRY + MEMORY_PER_MODULE_BYTE * module.length
    const compiled = compiler.load(module, (extraBytes) => {
      if (entry.cached === undefined) return // evicted: nobody counts it any more
      this.#resize(entry, moduleBytes + extraBytes)
      this.#evict(entry)
    })
    entry.counters.compileTimeMs += performance.now() - start
    this.#resize(entry, moduleBytes)
    return { ok: true, compiled }
  }

  #resize(entry: Entry, bytes: number): void {
    const change = bytes - entry.bytes
    entry.bytes = bytes
    entry.counters.bytes += change
    this.#bytes += change
  }

  /** Brings the tier back into its budget; `inUse` stays, and so does what is pinned. */
  #evict(inUse: Entry | undefined): void {
    while (this.#bytes > this.#byteBudget) {
      const oldest = this.#leastRecentlyUsed(inUse)
      if (oldest === undefined) return
      this.#drop(oldest)
      this.#evictions++
    }
  }

  // A walk over all entries: it happens at most once for each compilation, which takes a thousand times as long.
  #leastRecentlyUsed(inUse: Entry | undefined): Entry | undefined {
    let oldest: Entry | undefined
    for (const entry of this.#entries.values()) {
      if (entry === inUse || this.#pinned.has(entry.codeHash)) continue
      if (oldest === undefined || entry.lastUse < oldest.lastUse) oldest = entry
    }
    return oldest
  }

  #countersOf(key: string, codeHash: Hex, variant: string): Counters {
    const known = this.#counters.get(key)
    if (known !== undefined) return known
    const counters = {
      codeHash,
      variant,
      hits: 0,
      misses: 0,
      diskHits: 0,
      compilations: 0,
      compileTimeMs: 0,
      bytes: 0,
    }
    this.#counters.set(key, counters)
    if (this.#counters.size > MAX_CODE_STATISTICS) {
      for (const oldest of this.#counters.keys()) {
        this.#counters.delete(oldest)
        break
      }
    }
    return counters
  }
}

function keyOf(codeHash: Hex, { variant }: CodeCompiler<unknown>): string {
  return `${codeHash} engine-${ENGINE_VERSION} ${variant}`
}
