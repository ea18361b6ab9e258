import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { MapView } from '../../../src/state/map-view.ts'
import { openLevelStore } from '../../../src/state/store/level-store.ts'
import { openWorld } from '../../../src/state/world/world.ts'
import { addressOf, slotOf, word } from '../sample.ts'
import { headKey, SLOTS, writtenTo } from './block-writer.ts'
import { peerStateTrie } from './peer-root.ts'

const directory = mkdtempSync(join(tmpdir(), 'gantry-kill-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Lets a writer work on the directory until it said `blocks` more numbers, kills it, and gives the last one said. */
function writeAndKill(blocks: number): Promise<number> {
  const script = fileURLToPath(new URL('./block-writer.ts', import.meta.url))
  const writer = spawn(process.execPath, ['--import', 'tsx', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  writer.stdout.on('data', (data) => {
    said += data
    if (said.split('\n').length > blocks) writer.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => {
    writer.on('error', reject)
    writer.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The writer ended by itself: ${code} ${signal}.`))
      resolve(Number(said.split('\n').at(-2) ?? 0))
    })
  })
}

async function expectWholeBlock(said: number): Promise<number> {
  const store = await openLevelStore(directory)
  const world = openWorld(store)
  const number = Number(world.view().account(writtenTo)?.nonce)
  expect(number).toBeGreaterThanOrEqual(said)
  expect(store.get(headKey)).toEqual(word(number))
  for (const view of [world.view(), world.viewAt(world.stateRoot)]) {
    for (let slot = 0; slot < SLOTS; slot++) {
      expect(slotOf(view, writtenTo, slot)).toBe(number)
      expect(view.account(addressOf(0x1000 + slot))?.balance).toBe(BigInt(number))
    }
  }
  const dumped = []
  for await (const account of world.dump()) dumped.push(account)
  const peer = await peerStateTrie(new MapView(dumped))
  expect(toHex(world.stateRoot)).toBe(toHex(peer.root()))
  await store.close()
  return number
}

it('opens at the last whole block after SIGKILL at any moment, and loses none that was said to be written', async () => {
  let last = 0
  for (const blocks of [1, 40, 7, 90]) {
    const said = await writeAndKill(blocks)
    expect(said).toBeGreaterThan(last)
    last = await expectWholeBlock(said)
  }
}, 180_000)
