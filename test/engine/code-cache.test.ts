import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodeCache } from '../../src/engine/code-cache.ts'
import type { CodeCompiler } from '../../src/engine/compiled-code.ts'
import { contractCode } from './map-host.ts'

interface Compiled {
  readonly text: string
  readonly resize: (bytes: number) => void
}

/** A compiler whose modules are the code turned round, and which counts what it is asked. */
function countingCompiler(variant = 'test-1') {
  const calls = { translate: 0, load: 0 }
  const compiler: CodeCompiler<Compiled> = {
    variant,
    translate(code) {
      calls.translate++
      if (code[0] === 0xff) return { ok: false, reason: 'begins with ff' }
      return { ok: true, module: Uint8Array.from(code).reverse() }
    },
    load(module, resize) {
      calls.load++
      if (module.includes(0xee)) throw new WebAssembly.CompileError('does not compile')
      return { text: module.join(), resize }
    },
  }
  return { compiler, calls }
}

const code = contractCode(Uint8Array.of(1, 2, 3))
const big = (first: number) => contractCode(new Uint8Array(1000).fill(first))

describe('memory tier', () => {
  it('compiles a code once, also when it comes as another object', () => {
    const { compiler, calls } = countingCompiler()
    const cache = new CodeCache()
    const tier = cache.tier(compiler)
    const first = tier.get(code)
    expect(first).toMatchObject({ ok: true, compiled: { text: '3,2,1' } })
    expect(tier.get(code)).toBe(first)
    expect(tier.get(contractCode(code.bytes.slice()))).toBe(first)
    expect(calls).toEqual({ translate: 1, load: 1 })
    expect(cache.statistics.memory).toMatchObject({ entries: 1, hits: 2, misses: 1 })
    expect(cache.statistics.codes).toMatchObject([{ hits: 2, misses: 1, compilations: 1 }])
  })

  it('remembers refusals', () => {
    const { compiler, calls } = countingCompiler()
    const tier = new CodeCache().tier(compiler)
    const refused = contractCode(Uint8Array.of(0xff))
    expect(tier.get(refused)).toEqual({ ok: false, reason: 'begins with ff' })
    expect(tier.get(refused)).toEqual({ ok: false, reason: 'begins with ff' })
    expect(calls).toEqual({ translate: 1, load: 0 })
  })

  it('keeps variants apart', () => {
    const cache = new CodeCache()
    const one = countingCompiler('one')
    const two = countingCompiler('two')
    cache.tier(one.compiler).get(code)
    cache.tier(two.compiler).get(code)
    expect([one.calls.load, two.calls.load]).toEqual([1, 1])
    expect(cache.statistics.codes.map(({ variant }) => variant)).toEqual(['one', 'two'])
  })

  it('keeps what two Vms of one variant loaded apart: it is bound to its Vm', () => {
    const cache = new CodeCache()
    const [one, two] = [countingCompiler(), countingCompiler()]
    const first = cache.tier(one.compiler).get(code)
    expect(cache.tier(two.compiler).get(code)).not.toBe(first)
    expect(two.calls.load).toBe(1)
  })

  it('lets the least recently used go when the budget is full', () => {
    const { compiler, calls } = countingCompiler()
    const cache = new CodeCache({ byteBudget: 70_000 }) // two of 32,576 bytes
    const tier = cache.tier(compiler)
    const [a, b, c] = [big(1), big(2), big(3)] as const
    for (const used of [a, b, a, c]) tier.get(used)
    expect(cache.statistics.memory).toMatchObject({ entries: 2, evictions: 1, bytes: 65_152 })
    tier.get(a)
    expect(calls.load).toBe(3)
    tier.get(b)
    expect(calls.load).toBe(4)
  })

  it('never lets pinned code go', () => {
    const { compiler, calls } = countingCompiler()
    const cache = new CodeCache({ byteBudget: 40_000 })
    const tier = cache.tier(compiler)
    const [a, b, c] = [big(1), big(2), big(3)] as const
    cache.pin(a.hash)
    for (const used of [a, b, c, a]) tier.get(used)
    expect(calls.load).toBe(3)
    cache.unpin(a.hash)
    expect(cache.statistics.memory.bytes).toBeLessThanOrEqual(40_000)
  })

  it('counts what compiled code holds besides its module', () => {
    const { compiler } = countingCompiler()
    const cache = new CodeCache({ byteBudget: 70_000 })
    const tier = cache.tier(compiler)
    const a = tier.get(big(1))
    tier.get(big(2))
    if (!a.ok) throw new Error(a.reason)
    a.compiled.resize(20_000)
    expect(cache.statistics.memory).toMatchObject({ entries: 1, bytes: 52_576, evictions: 1 })
  })

  it('ignores sizes of what it let go', () => {
    const { compiler } = countingCompiler()
    const cache = new CodeCache({ byteBudget: 40_000 })
    const tier = cache.tier(compiler)
    const a = tier.get(big(1))
    tier.get(big(2))
    if (!a.ok) throw new Error(a.reason)
    a.compiled.resize(5_000)
    expect(cache.statistics.memory.bytes).toBe(32_576)
  })
})

describe('disk tier', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'gantry-cache-'))
  })
  afterEach(() => {
    chmodSync(directory, 0o700)
    rmSync(directory, { recursive: true })
  })

  function open(variant?: string) {
    const { compiler, calls } = countingCompiler(variant)
    const cache = new CodeCache({ directory })
    return { cache, calls, get: (wanted = code) => cache.tier(compiler).get(wanted) }
  }

  function entryPath(): string {
    const [name = ''] = readdirSync(directory)
    return join(directory, name)
  }

  it('gives the next process what this one translated', () => {
    open().get()
    const next = open()
    expect(next.get()).toMatchObject({ ok: true, compiled: { text: '3,2,1' } })
    expect(next.calls).toEqual({ translate: 0, load: 1 })
    expect(next.cache.statistics.disk).toMatchObject({ hits: 1, misses: 0, writes: 0 })
    expect(next.cache.statistics.codes).toMatchObject([{ diskHits: 1, compilations: 0 }])
  })

  it.each(['cut', 'changed', 'empty', 'other'] as const)('mends an entry that is %s', (damage) => {
    open().get()
    const path = entryPath()
    const whole = readFileSync(path)
    const damaged = {
      cut: () => truncateSync(path, whole.length - 1),
      changed: () =>
        writeFileSync(
          path,
          whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte)),
        ),
      empty: () => truncateSync(path, 0),
      other: () => writeFileSync(path, 'not an entry at all, but long enough to have a header'),
    }
    damaged[damage]()
    const next = open()
    expect(next.get()).toMatchObject({ ok: true, compiled: { text: '3,2,1' } })
    expect(next.calls.translate).toBe(1)
    expect(next.cache.statistics.disk).toMatchObject({ hits: 0, corrupt: 1, writes: 1 })
    expect(readFileSync(path)).toEqual(whole)
  })

  it('counts an entry of an older format as stale, and replaces it', () => {
    open().get()
    const path = entryPath()
    const whole = readFileSync(path)
    writeFileSync(
      path,
      whole.map((byte, at) => (at === 8 ? 0 : byte)),
    )
    const next = open()
    next.get()
    expect(next.cache.statistics.disk).toMatchObject({ stale: 1, corrupt: 0, writes: 1 })
    expect(readFileSync(path)).toEqual(whole)
  })

  it('does not take what another variant wrote', () => {
    open('one').get()
    const next = open('two')
    next.get()
    expect(next.calls.translate).toBe(1)
    expect(readdirSync(directory)).toHaveLength(2)
  })

  it('translates again what turns out not to compile', () => {
    const broken = contractCode(Uint8Array.of(9, 9))
    open().get(broken)
    const path = entryPath()
    // An entry that is whole and right by its checksum, made by an engine with a fault.
    const faulty: CodeCompiler<Compiled> = {
      ...countingCompiler().compiler,
      translate: () => ({ ok: true, module: Uint8Array.of(0xee) }),
      load: (_module, resize) => ({ text: 'faulty', resize }),
    }
    rmSync(path)
    new CodeCache({ directory }).tier(faulty).get(broken)
    const next = open()
    expect(next.get(broken)).toMatchObject({ ok: true, compiled: { text: '9,9' } })
    expect(next.cache.statistics.disk).toMatchObject({ hits: 0, corrupt: 1, writes: 1 })
  })

  it('goes on without a directory that it cannot have', () => {
    const file = join(directory, 'file')
    writeFileSync(file, '')
    const { compiler } = countingCompiler()
    const cache = new CodeCache({ directory: join(file, 'below') })
    expect(cache.tier(compiler).get(code)).toMatchObject({ ok: true })
    expect(cache.statistics.disk).toMatchObject({ misses: 1, writes: 0, writeFailures: 1 })
  })
})
