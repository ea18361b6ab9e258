import { State } from '../../../src/state/state.ts'
import { openLevelStore } from '../../../src/state/store/level-store.ts'
import { StoreBatch } from '../../../src/state/store/store.ts'
import { openWorld } from '../../../src/state/world/world.ts'
import { addressOf, word } from '../sample.ts'

/** Slots and accounts that every block sets to its number. */
export const SLOTS = 40
export const writtenTo = addressOf(0xe)

/** Where a block writes its number beside the state, in the same batch. */
export const headKey: Uint8Array = new TextEncoder().encode('head')

/** Commits block after block to the store in `directory` and says the number of each when it is written, for ever. */
async function writeBlocks(directory: string): Promise<void> {
  const store = await openLevelStore(directory)
  const world = openWorld(store)
  for (let number = Number(world.view().account(writtenTo)?.nonce ?? 0n) + 1; ; number++) {
    const state = new State(world.view())
    // Every seventh block clears the storage before it writes it.
    if (number % 7 === 0) state.createAccount(writtenTo)
    state.setNonce(writtenTo, BigInt(number))
    for (let slot = 0; slot < SLOTS; slot++) {
      state.setStorage(writtenTo, word(slot), 0, word(number), 0)
      state.addBalance(addressOf(0x1000 + slot), 1n)
    }
    const batch = new StoreBatch()
    world.commit(state.finish({ deleteTouchedEmpty: 'yes' }), batch)
    batch.put(headKey, word(number))
    await store.write(batch)
    process.stdout.write(`${number}\n`)
  }
}

const [directory] = process.argv.slice(2)
if (process.argv[1]?.endsWith('block-writer.ts') && directory !== undefined) {
  await writeBlocks(directory)
}
