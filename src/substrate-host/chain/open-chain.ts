import { bytes32, type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { type Store, StoreBatch, StoreCorruptError } from '../../state/index.ts'
import type { CallExtras } from '../block/block-builder.ts'
import { headerHash } from '../block/encode-header.ts'
import type { Header } from '../block/header.ts'
import { VerifiedSignatures } from '../crypto/verified-signatures.ts'
import {
  CODE_KEY,
  type Genesis,
  genesisChanges,
  genesisFingerprint,
} from '../genesis/genesis-state.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { defaultPoolLimits, type PoolLimits } from '../pool/transaction-pool.ts'
import type { CommittedState } from '../storage/committed-state.ts'
import type { JournalOptions } from '../storage/node-journal.ts'
import { StateStore } from '../storage/state-store.ts'
import { EMPTY_TRIE } from '../trie/encode-node.ts'
import { Chain } from './chain.ts'
import { CodeMissingError, GenesisMismatchError } from './chain-error.ts'
import { ChainStore } from './chain-store.ts'
import { RuntimeTable } from './runtime-table.ts'

/** How a chain is opened. */
export interface ChainOptions {
  /** Becomes the chain's: `close` closes it. */
  readonly store: Store
  readonly genesis: Genesis
  /** Which states stay readable; those of the last 256 blocks by default. */
  readonly states?: Pick<JournalOptions, 'keep' | 'blocks'>
  /** What runtimes may call beside the functions of the specification. */
  readonly extensions?: CallExtras['extensions']
  readonly log?: CallExtras['log']
  readonly poolLimits?: PoolLimits
  /** ms since 1970; the machine's clock by default. */
  readonly nowMs?: () => number
}

const defaultStates: JournalOptions = { keep: 'recent', blocks: 256, stride: 32 }

/**
 * Opens the chain in a store: an empty store gets the genesis block, another one is continued where it ended.
 * @throws GenesisMismatchError when the store holds another chain, StoreCorruptError, GenesisRefusedError
 */
export async function openSubstrateChain(options: ChainOptions): Promise<Chain> {
  const { store, genesis, extensions, log } = options
  const blocks = new ChainStore(store)
  const runtimes = new RuntimeTable()
  const stored = blocks.genesis // says first whether the layout is known
  const states = await StateStore.open(store, { ...defaultStates, ...options.states })
  const made = genesisFingerprint(genesis)
  if (stored !== undefined && !equalBytes(stored.made, made)) {
    throw new GenesisMismatchError(store.location, stored.hash)
  }
  const genesisHash = stored?.hash ?? (await writeGenesis(options, { blocks, states, runtimes }))
  const { heads } = blocks
  if (heads === undefined)
    throw new StoreCorruptError(store.location, undefined, 'Its last block is missing.')
  const extras: CallExtras = {
    signatures: new VerifiedSignatures(),
    ...(extensions && { extensions }),
    ...(log && { log }),
  }
  const { poolLimits = defaultPoolLimits, nowMs = Date.now } = options
  return new Chain({
    store,
    blocks,
    states,
    runtimes,
    genesisHash,
    heads,
    extras,
    poolLimits,
    nowMs,
  })
}

/** Where block 0 goes. */
interface GenesisParts {
  readonly blocks: ChainStore
  readonly states: StateStore
  readonly runtimes: RuntimeTable
}

async function writeGenesis(
  { store, genesis }: ChainOptions,
  { blocks, states, runtimes }: GenesisParts,
): Promise<Hash> {
  const runtime = runtimes.load(codeOf(genesis))
  const changes = genesisChanges(genesis, runtime, states.empty)
  const state = await states.writeGenesis(changes, runtime.version.stateVersion)
  const header = genesisHeader(state)
  const hash = headerHash(header)
  const place = { hash, number: 0 }
  const batch = new StoreBatch()
  blocks.putBlock(batch, hash, { header, body: [] })
  blocks.putGenesis(batch, { hash, made: genesisFingerprint(genesis) })
  blocks.putHeads(batch, { best: place, finalized: place })
  await store.write(batch)
  return hash
}

/** A raw configuration has the runtime among its entries. */
function codeOf({ code, config }: Genesis): Uint8Array {
  if (config.kind !== 'raw') return code
  const entry = config.top.find(({ key }) => equalBytes(key, CODE_KEY))
  if (entry?.value === undefined) throw new CodeMissingError()
  return entry.value
}

function genesisHeader({ root }: CommittedState): Header {
  return {
    parentHash: ZERO_BYTES32,
    number: 0,
    stateRoot: root,
    extrinsicsRoot: bytes32(blake2b256(EMPTY_TRIE)),
    digest: [],
  }
}
