import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLevelStore } from '../../../src/state/store/level-store.ts'
import { crc32c, isDamagedWithin } from '../../../src/state/store/log-damage.ts'
import { StoreBatch } from '../../../src/state/store/store.ts'

// RFC 3720, appendix B.4: bytes in the order of the wire.
// biome-ignore format: table
it.each([
  { name: 'zeros', data: new Uint8Array(32),                        crc: 0x8a9136aa },
  { name: 'ones',  data: new Uint8Array(32).fill(0xff),             crc: 0x62a8ab43 },
  { name: 'up',    data: Uint8Array.from({ length: 32 }, (_, i) => i), crc: 0x46dd794e },
])('crc32c of $name', ({ data, crc }) => {
  expect(crc32c(data, 0, data.length)).toBe(crc)
})

describe('isDamagedWithin', () => {
  let directory: string
  /** Forty batches of some 2,100 bytes: three blocks. */
  let log: Uint8Array
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'gantry-log-'))
    const store = await openLevelStore(directory)
    for (let i = 0; i < 40; i++) {
      const batch = new StoreBatch()
      batch.put(Uint8Array.of(1, i), new Uint8Array(2000).fill(i))
      await store.write(batch)
    }
    await store.close()
    const name = readdirSync(directory).find((entry) => entry.endsWith('.log')) ?? ''
    log = readFileSync(join(directory, name))
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  it('a log as LevelDB writes it is whole, and one of nothing', () => {
    expect(log.length).toBeGreaterThan(65_536)
    expect(isDamagedWithin(log)).toBe(false)
    expect(isDamagedWithin(new Uint8Array(0))).toBe(false)
  })

  it.each([1, 6, 7, 8, 2000, 2100, 5000, 40_000])('cut off by %i bytes it is whole', (cut) => {
    expect(isDamagedWithin(log.subarray(0, log.length - cut))).toBe(false)
  })

  it('with a tail of zeros or of rubbish it is whole: a write was broken off', () => {
    for (const rubbish of [0, 0x55]) {
      const torn = log.slice()
      torn.fill(rubbish, log.length - 500)
      expect(isDamagedWithin(torn)).toBe(false)
    }
  })

  it.each([0, 4, 6, 7, 1000, 32_760, 32_768, 50_000])('one byte wrong at %i is damage', (at) => {
    const damaged = log.slice()
    damaged[at] = (damaged[at] ?? 0) ^ 0x40
    expect(isDamagedWithin(damaged)).toBe(true)
  })
})
