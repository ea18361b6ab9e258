import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { openLevelStore } from '../../src/state/index.ts'
import { openSubstrateChain } from '../../src/substrate-host/chain/open-chain.ts'
import type { StorageView } from '../../src/substrate-host/storage-view.ts'
import { devRuntime } from '../substrate-host/support/dev-chain.ts'
import { referenceRoot } from '../substrate-host/trie/reference-root.ts'
import { fundedGenesis } from './support/substrate-genesis.ts'

const ROUNDS = 5

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-substrate-kill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A block that was said to be safe and final. */
interface Acknowledged {
  readonly number: number
  readonly hash: string
  readonly stateRoot: string
}

/** Makes blocks in another process and kills it after some time. What it acknowledged until then goes into `said`. */
async function sealUntilKilled(said: Acknowledged[]): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/e2e/support/substrate-sealer.ts', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  if (child.stdout === null) throw new Error('no output')
  const exit = once(child, 'exit')
  let isDoomed = false
  for await (const line of createInterface(child.stdout)) {
    const [number, hash = '', stateRoot = ''] = line.split(' ')
    if (stateRoot.length !== 66) continue // the last line may be cut off
    said.push({ number: Number(number), hash, stateRoot })
    if (isDoomed) continue
    isDoomed = true
    setTimeout(() => child.kill('SIGKILL'), 100 + Math.random() * 1500)
  }
  expect(await exit).toEqual([null, 'SIGKILL'])
}

/** Every block is there, and the whole state gives the root that the last one has, by the words of the specification. */
async function expectSound(said: readonly Acknowledged[]): Promise<void> {
  const chain = await openSubstrateChain({
    store: await openLevelStore(folder),
    genesis: { code: devRuntime, config: fundedGenesis },
    states: { keep: 'recent', blocks: 8 },
  })
  for (const { number, hash, stateRoot } of said) {
    expect(toHex(chain.hashOf(number) ?? new Uint8Array(0))).toBe(hash)
    expect(toHex(chain.header(bytes32(fromHex(hash)))?.stateRoot ?? new Uint8Array(0))).toBe(
      stateRoot,
    )
    expect(chain.body(bytes32(fromHex(hash)))).toBeDefined()
  }
  expect(chain.finalized.number).toBeGreaterThanOrEqual(said.at(-1)?.number ?? 0)
  for (const number of [chain.best.number, Math.max(0, chain.best.number - 8)]) {
    const hash = chain.hashOf(number)
    if (hash === undefined) throw new Error(`block ${number} is gone`)
    const state = chain.stateAt(hash)
    expect(toHex(referenceRoot(entriesOf(state), 1))).toBe(toHex(state.root))
  }
  await chain.close()
}

/** Hex of every key, without prefix, and its value. */
function entriesOf(state: StorageView): ReadonlyMap<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>()
  let key: Uint8Array | undefined = new Uint8Array(0)
  for (key = state.nextKey(key); key !== undefined; key = state.nextKey(key)) {
    entries.set(toHex(key).slice(2), state.get(key) ?? new Uint8Array(0))
  }
  return entries
}

it(`loses no block that was said to be final when it is killed, ${ROUNDS} times`, async () => {
  const said: Acknowledged[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = said.length
    await sealUntilKilled(said)
    expect(said.length).toBeGreaterThan(before)
    await expectSound(said)
  }
  console.info(`${said.length} blocks acknowledged in ${ROUNDS} rounds`)
}, 300_000)
