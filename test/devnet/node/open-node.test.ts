import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestNode } from '../support/test-node.ts'

/** A chain of some blocks as `kill -9` leaves it, with a table and a log in its store. */
let original: string
let folder: string
const BLOCKS = 10

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-open-node-'))
  original = join(folder, 'original')
  for (let start = 0; start < 2; start++) {
    const node = await startTestNode({ dataFolder: original })
    for (let i = 0; i < BLOCKS / 2; i++) await node.rpc('evm_mine')
    if (start === 1) await cp(original, join(folder, 'killed'), { recursive: true })
    await node.close()
  }
  original = join(folder, 'killed')
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A copy of the chain's data. */
async function copyOf(name: string): Promise<{ data: string; store: string }> {
  const data = join(folder, name)
  await cp(original, data, { recursive: true })
  return { data, store: join(data, 'chain') }
}

async function fileOf(store: string, pattern: RegExp): Promise<string> {
  const name = (await readdir(store)).find((entry) => pattern.test(entry))
  if (name === undefined) throw new Error(`There is no ${pattern} in ${store}.`)
  return join(store, name)
}

/** Overwrites a part of a file, given by where it starts and ends as parts of its length. */
async function overwrite(file: string, from: number, to: number): Promise<void> {
  const content = await readFile(file)
  const [start, end] = [from, to].map((part) => Math.floor(content.length * part))
  await writeFile(file, content.fill(0x55, start, end))
}

/** Starts a node that must not start; what it said. */
async function refusal(dataFolder: string): Promise<unknown> {
  const started = await startTestNode({ dataFolder }).catch((error: unknown) => error)
  if (started instanceof Error) return started
  throw new Error('It started.')
}

/**
 * Lets nobody write below a folder: by its permissions, and where those do not hold, as for root, by a mount.
 * @returns what makes it writable again; undefined when neither works
 */
function makeReadOnly(data: string): (() => void) | undefined {
  const run = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
  if (process.getuid?.() !== 0) {
    return run('chmod', '-R', 'a-w', data) ? () => void run('chmod', '-R', 'u+w', data) : undefined
  }
  if (!run('mount', '--bind', data, data)) return undefined
  const writable = (): void => void run('umount', data)
  if (run('mount', '-o', 'remount,bind,ro', data)) return writable
  writable()
  return undefined
}

const hasProc = existsSync('/proc/self')
if (!hasProc) console.info('SKIPPED: a folder below /proc, which this machine does not have')

describe('a data folder that cannot be used', () => {
  it.skipIf(!hasProc)('cannot be made, and says so at once', async () => {
    expect(await refusal('/proc/nope/below')).toMatchObject({
      shortMessage: '/proc/nope/below/devnet.json cannot be used.',
      details: expect.stringContaining('another folder with --data'),
    })
  })

  it('lies below a file', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await refusal(join(file, 'data'))).toMatchObject({
      shortMessage: `${join(file, 'data', 'devnet.json')} cannot be used.`,
    })
  })

  it('is read-only, and as good as before when it no longer is', async (context) => {
    const { data, store } = await copyOf('readonly')
    const writable = makeReadOnly(data)
    if (writable === undefined) {
      context.skip('root may write anywhere, and cannot mount here')
      return
    }
    try {
      expect(await refusal(data)).toMatchObject({
        shortMessage: `The store in ${store} cannot be used.`,
        details: expect.stringMatching(/Make its disk writable|Let this user read and write/),
      })
    } finally {
      writable()
    }
    const node = await startTestNode({ dataFolder: data })
    expect(Number(await node.rpc('eth_blockNumber'))).toBe(BLOCKS)
    await node.close()
  })
})

/** What a person reads: what is damaged, where, and what to do. */
const damage = (store: string) => ({
  code: 'STORE_CORRUPT',
  shortMessage: `The store in ${store} is damaged.`,
  details: expect.stringContaining('restore the directory from a copy, or remove it'),
})

describe('a store that is damaged', () => {
  // biome-ignore format: table
  it.each([
    { name: 'truncated-current',  file: /^CURRENT$/, harm: (file: string) => truncate(file, 3) },
    { name: 'truncated-manifest', file: /^MANIFEST/, harm: (file: string) => truncate(file, 3) },
    { name: 'truncated-table',    file: /\.ldb$/,    harm: (file: string) => truncate(file, 100) },
    { name: 'removed-table',      file: /\.ldb$/,    harm: (file: string) => rm(file) },
    { name: 'overwritten-table',  file: /\.ldb$/,    harm: (file: string) => overwrite(file, 0, 1) },
    { name: 'overwritten-blocks', file: /\.ldb$/,    harm: (file: string) => overwrite(file, 0, 0.9) },
    { name: 'overwritten-log',    file: /\.log$/,    harm: (file: string) => overwrite(file, 0.5, 0.52) },
  ])('$name', async ({ name, file, harm }) => {
    const { data, store } = await copyOf(name)
    await harm(await fileOf(store, file))
    expect(await refusal(data)).toMatchObject(damage(store))
    // It says so again: nothing stays locked, and nothing was made of it that would pass.
    expect(await refusal(data)).toMatchObject(damage(store))
  })

  it('truncated-log: opens at the last whole block', async () => {
    const { data, store } = await copyOf('truncated-log')
    const log = await fileOf(store, /\.log$/)
    await truncate(log, (await readFile(log)).length - 10)
    const node = await startTestNode({ dataFolder: data })
    expect(Number(await node.rpc('eth_blockNumber'))).toBe(BLOCKS - 1)
    await node.rpc('evm_mine')
    await node.close()
  })
})
