import { readFileSync } from 'node:fs'
import type { Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { MemoryStore } from '../../state/index.ts'
import { BlockBuilder } from '../../substrate-host/block/block-builder.ts'
import { timestampInherent } from '../../substrate-host/block/inherent-data.ts'
import { genesisChanges } from '../../substrate-host/genesis/genesis-state.ts'
import { storagePrefix } from '../../substrate-host/hashing/storage-key.ts'
import { Runtime } from '../../substrate-host/runtime/runtime.ts'
import type { CommittedState } from '../../substrate-host/storage/committed-state.ts'
import { StateStore } from '../../substrate-host/storage/state-store.ts'
import type { StorageChange } from '../../substrate-host/storage-changes.ts'
import { createPalletEngine } from '../../substrate-pallet-bridge/engine/pallet-engine.ts'
import { ewasmExtension } from '../../substrate-pallet-bridge/ewasm-extension.ts'
import { gantryRuntimeFile } from '../../substrate-pallet-bridge/gantry-runtime.ts'
import { entryName } from './pallet-entries.ts'
import { type ContractDispatch, sudoExtrinsic } from './sudo-extrinsic.ts'

/** What a block with one dispatch left behind. */
export interface PalletResult {
  /** What the state of the test, the changes of the block over it, has by hex text of the keys. */
  readonly entries: ReadonlyMap<string, Uint8Array>
  /** The block's events as the runtime stores them. */
  readonly events: Uint8Array
}

const EVENTS = storagePrefix('System', 'Events')

/** The hash of block 0: the vectors take the hash of the number in decimal digits. */
export const PARENT_HASH: Hash = keccak256(new TextEncoder().encode('0'))

/** The development chain at its genesis, on which each dispatch makes a block 1 of its own. */
export class PalletChain {
  readonly #runtime: Runtime
  readonly #genesis: CommittedState
  readonly #extensions: ReturnType<typeof ewasmExtension>

  static async open(): Promise<PalletChain> {
    const code = new Uint8Array(readFileSync(gantryRuntimeFile()))
    const runtime = Runtime.load(code)
    const states = await StateStore.open(new MemoryStore(), { keep: 'all', blocks: 1, stride: 1 })
    const config = { kind: 'preset', name: 'development' } as const
    const changes = genesisChanges({ code, config }, runtime, states.empty)
    const genesis = await states.writeGenesis(changes, runtime.version.stateVersion)
    return new PalletChain(
      runtime,
      genesis,
      ewasmExtension(await createPalletEngine({ tier: 'first' })),
    )
  }

  private constructor(
    runtime: Runtime,
    genesis: CommittedState,
    extensions: ReturnType<typeof ewasmExtension>,
  ) {
    this.#runtime = runtime
    this.#genesis = genesis
    this.#extensions = extensions
  }

  /** Makes a block of this time whose one transaction is the dispatch. @throws RangeError when it is not taken */
  run(
    storage: readonly StorageChange[],
    timestampMs: number,
    dispatch: ContractDispatch,
  ): PalletResult {
    const parent = { hash: PARENT_HASH, number: 0, state: this.#genesis, runtime: this.#runtime }
    const extras = { extensions: this.#extensions }
    const builder = BlockBuilder.start(parent, { digest: [], storage }, extras)
    const extrinsics = [
      ...builder.inherents([timestampInherent(timestampMs)]),
      sudoExtrinsic(dispatch, PARENT_HASH),
    ]
    for (const extrinsic of extrinsics) {
      const outcome = builder.apply(extrinsic)
      if (outcome.kind === 'applied') continue
      const why =
        outcome.kind === 'trapped'
          ? outcome.error.message
          : Buffer.from(outcome.error).toString('hex')
      throw new RangeError(`The extrinsic was ${outcome.kind}: ${why}`)
    }
    const entries = new Map<string, Uint8Array>()
    for (const { key, value } of [...storage, ...builder.finish().changes.top]) {
      if (value === undefined) entries.delete(entryName(key))
      else entries.set(entryName(key), value)
    }
    return { entries, events: entries.get(entryName(EVENTS)) ?? new Uint8Array(0) }
  }
}
