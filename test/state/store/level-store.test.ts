import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openLevelStore } from '../../../src/state/store/level-store.ts'
import { StoreBatch } from '../../../src/state/store/store.ts'
import { describeStore } from './store-contract.ts'

const directories: string[] = []
function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gantry-level-store-'))
  directories.push(directory)
  return directory
}
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

describeStore('LevelStore', () => openLevelStore(join(newDirectory(), 'made', 'on', 'the', 'way')))
describeStore('LevelStore with powerLoss', () =>
  openLevelStore(newDirectory(), { durability: 'powerLoss' }),
)

async function written(directory: string): Promise<void> {
  const store = await openLevelStore(directory)
  const batch = new StoreBatch()
  for (let i = 0; i < 200; i++) batch.put(Uint8Array.of(1, i), new Uint8Array(100).fill(i))
  await store.write(batch)
  await store.close()
}

describe('openLevelStore', () => {
  it('finds what an earlier store of the directory wrote', async () => {
    const directory = newDirectory()
    await written(directory)
    const store = await openLevelStore(directory)
    expect(store.get(Uint8Array.of(1, 7))).toEqual(new Uint8Array(100).fill(7))
    await store.close()
  })

  it('says that another node uses the directory', async () => {
    const directory = newDirectory()
    const store = await openLevelStore(directory)
    await expect(openLevelStore(directory)).rejects.toMatchObject({
      code: 'STORE_LOCKED',
      location: directory,
    })
    await store.close()
  })

  it.each(['CURRENT', 'MANIFEST'])('says that %s is damaged, and where', async (file) => {
    const directory = newDirectory()
    await written(directory)
    const name = readdirSync(directory).find((entry) => entry.startsWith(file)) ?? ''
    writeFileSync(join(directory, name), 'not what it was')
    await expect(openLevelStore(directory)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      location: directory,
      message: expect.stringContaining(directory),
    })
  })

  it('says that a table is damaged when it is read', async () => {
    const directory = newDirectory()
    await written(directory)
    await (await openLevelStore(directory)).close() // moves the log into a table
    const table = readdirSync(directory).find((entry) => entry.endsWith('.ldb')) ?? ''
    const content = readFileSync(join(directory, table))
    content.fill(0x55, 10, 60)
    writeFileSync(join(directory, table), content)
    const store = await openLevelStore(directory)
    expect(() => store.get(Uint8Array.of(1, 7))).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT', location: directory }),
    )
    await store.close()
  })

  /** A hundred batches of two entries in the log, without closing the store in a way that would move them elsewhere. */
  async function longLog(): Promise<{ directory: string; log: string }> {
    const directory = newDirectory()
    const store = await openLevelStore(directory)
    for (let i = 0; i < 100; i++) {
      const batch = new StoreBatch()
      batch.put(Uint8Array.of(1, i), new Uint8Array(2000).fill(i))
      batch.put(Uint8Array.of(2), Uint8Array.of(i))
      await store.write(batch)
    }
    await store.close()
    const log = readdirSync(directory).find((entry) => entry.endsWith('.log')) ?? ''
    return { directory, log: join(directory, log) }
  }

  it.each([1, 500, 2100, 50_000])(
    'opens at a whole batch when %s bytes are torn off',
    async (torn) => {
      const { directory, log } = await longLog()
      const content = readFileSync(log)
      writeFileSync(log, content.subarray(0, content.length - torn))
      const store = await openLevelStore(directory)
      const last = store.get(Uint8Array.of(2))?.[0] ?? -1
      expect(last).toBeLessThan(99)
      for (let i = 0; i < 100; i++) {
        expect(store.get(Uint8Array.of(1, i))?.length).toBe(i <= last ? 2000 : undefined)
      }
      await store.close()
    },
  )

  it('says that batches in the middle of the log are lost', async () => {
    const { directory, log } = await longLog()
    const content = readFileSync(log)
    content.fill(0x55, 50_000, 50_010)
    writeFileSync(log, content)
    await expect(openLevelStore(directory)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('damaged in the middle'),
    })
    // The directory is not left locked, and says the same again.
    await expect(openLevelStore(directory)).rejects.toMatchObject({ code: 'STORE_CORRUPT' })
  })

  it('says that the directory is a file', async () => {
    const file = join(newDirectory(), 'file')
    writeFileSync(file, '')
    await expect(openLevelStore(file)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  it('refuses to read after it was closed', async () => {
    const store = await openLevelStore(newDirectory())
    await store.close()
    expect(() => store.get(Uint8Array.of(1))).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE' }),
    )
  })
})
