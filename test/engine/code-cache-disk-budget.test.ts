import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CodeCacheDiskTier } from '../../src/engine/code-cache-disk-tier.ts'

/** Size of the file of an entry with 1000 bytes and a key of one character. */
const ENTRY = 1053

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gantry-cache-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const payload = new Uint8Array(1000).fill(7)
const open = (entries: number) => new CodeCacheDiskTier(directory, entries * ENTRY)

/** Makes all files look as if they had last been used so long ago. */
function age(seconds: number): void {
  const time = Date.now() / 1000 - seconds
  for (const name of readdirSync(directory)) utimesSync(join(directory, name), time, time)
}

function bytesOnDisk(): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
}

/** Writes the entries, each some time after the one before. */
function writeInOrder(tier: CodeCacheDiskTier, keys: string): void {
  for (const key of keys) {
    age(3600)
    tier.write(key, payload)
  }
}

const present = (tier: CodeCacheDiskTier, keys: string): string =>
  [...keys].filter((key) => tier.read(key) !== undefined).join('')

describe('CodeCacheDiskBudget', () => {
  it('lets the least recently used go when the budget is exceeded', () => {
    const tier = open(10)
    writeInOrder(tier, 'abcdefghij')
    expect(tier.statistics).toMatchObject({ evictions: 0, bytes: 10 * ENTRY })
    age(10)
    tier.read('a')
    tier.write('k', payload)
    // Two go, so that not every further write has to look at the directory.
    expect(tier.statistics).toMatchObject({ evictions: 2, bytes: 9 * ENTRY, writes: 11 })
    expect(present(tier, 'ak')).toBe('ak')
    expect(bytesOnDisk()).toBe(9 * ENTRY)
  })

  it('remembers over a restart what was used', () => {
    const first = open(10)
    for (const key of 'abcdefghij') first.write(key, payload)
    age(3600)
    open(10).read('a') // another process
    const next = open(10)
    next.write('k', payload)
    expect(next.statistics).toMatchObject({ evictions: 2, bytes: 9 * ENTRY })
    expect(present(next, 'ak')).toBe('ak')
  })

  it('tidies a directory that is too large for the budget of now', () => {
    writeInOrder(open(20), 'abcdefghijklmnopqrst')
    const next = open(4)
    age(10)
    next.write('z', payload)
    expect(bytesOnDisk()).toBeLessThanOrEqual(4 * ENTRY)
    expect(present(next, 'z')).toBe('z')
  })

  it('does not store what is larger than the budget', () => {
    const tier = new CodeCacheDiskTier(directory, ENTRY - 1)
    tier.write('a', payload)
    expect(tier.statistics).toMatchObject({ writes: 0, writeFailures: 0, evictions: 0 })
    expect(readdirSync(directory)).toEqual([])
  })

  it('neither counts nor removes files that are not its own', () => {
    writeFileSync(join(directory, 'notes.txt'), new Uint8Array(100 * ENTRY))
    const tier = open(3)
    writeInOrder(tier, 'abcd')
    expect(readdirSync(directory)).toContain('notes.txt')
    expect(tier.statistics.bytes).toBeLessThanOrEqual(3 * ENTRY)
  })

  it('removes what a writer that died left behind, and not what another one writes now', () => {
    const temporary = `${'0'.repeat(64)}.1-0.tmp`
    writeFileSync(join(directory, temporary), 'half')
    open(3).write('a', payload)
    expect(readdirSync(directory)).toContain(temporary)
    age(3600)
    open(3).write('b', payload)
    expect(readdirSync(directory)).not.toContain(temporary)
  })

  it('bounds what several processes write together, and none reads anything wrong', async () => {
    const budget = 40 * 1056
    const script = new URL('./fixtures/fill-disk-tier.ts', import.meta.url).pathname
    const outputs = await Promise.all(
      [0, 100, 200].map((first) =>
        promisify(execFile)(process.execPath, [
          ...['--import', 'tsx', script, directory],
          ...[budget, first, 400].map(String),
        ]),
      ),
    )
    const counted = outputs.map(({ stdout }) => JSON.parse(stdout))
    for (const counts of counted) {
      expect(counts).toMatchObject({
        wrong: 0,
        corrupt: 0,
        stale: 0,
        writes: 400,
        writeFailures: 0,
      })
      expect(counts.evictions).toBeGreaterThan(100)
    }
    expect(bytesOnDisk()).toBeLessThanOrEqual(budget * (1 + 3 / 16))
  })
})
