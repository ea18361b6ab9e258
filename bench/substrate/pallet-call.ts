import type { BlockContext } from '../../src/chain/block-context.ts'
import { DEFAULT_STACK_HEIGHT } from '../../src/chain/chain-parameters.ts'
import type { Machine } from '../../src/chain/machine.ts'
import { emptyTransaction } from '../../src/chain/transaction/transaction.ts'
import { executeTransaction } from '../../src/chain/transition/execute-transaction.ts'
import { palletEntries } from '../../src/conformance/pallet/pallet-entries.ts'
import { CodeCache } from '../../src/engine/code-cache.ts'
import { type Address, ZERO_ADDRESS } from '../../src/primitives/address.ts'
import { ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { fromHex } from '../../src/primitives/hex.ts'
import { encodeBytes, encodeCompact } from '../../src/primitives/scale/encode.ts'
import { MapView, MemoryStore } from '../../src/state/index.ts'
import { encodeHeader } from '../../src/substrate-host/block/encode-header.ts'
import { VerifiedSignatures } from '../../src/substrate-host/crypto/verified-signatures.ts'
import { genesisChanges } from '../../src/substrate-host/genesis/genesis-state.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import { Overlay } from '../../src/substrate-host/overlay/overlay.ts'
import { Runtime } from '../../src/substrate-host/runtime/runtime.ts'
import { StateStore } from '../../src/substrate-host/storage/state-store.ts'
import { EngineMachines } from '../../src/substrate-pallet-bridge/engine/engine-machines.ts'
import { createPalletEngine, reversibleMapping } from '../../src/substrate-pallet-bridge/index.ts'
import { evmCounter, ewasmCounter } from '../../test/substrate-devnet/clients/compile-counter.ts'
import { devRuntime } from '../../test/substrate-host/support/dev-chain.ts'
import { alice, remarkCall, signedExtrinsic } from '../../test/substrate-host/support/dev-signer.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds } from '../bench.ts'
import { measure, type Sample } from '../measure.ts'

/** `increment()`. */
const INCREMENT = fromHex('0xd09de08a')
const GAS_LIMIT = 1_000_000
/** Lets `auto` come to what it ends with. */
const WARM_UP_MS = 400
const sender: Address = reversibleMapping(undefined, blake2b256).toAddress(alice.publicKey)

/** What one contract call costs through the pallet, over the same call in the engine, and where it goes. */
export const palletCall: Bench = {
  name: 'substrate-pallet-call',
  describe: 'One call of a counter in the engine, through the bridge, and as an extrinsic.',
  run: async (context) => ({
    rows: [
      ...(await measureCall('Ewasm', fromHex(ewasmCounter()), context)),
      ...(await measureCall('EVM', fromHex(evmCounter()), context)),
    ],
    notes: [
      'engine: a transaction over a map. bridge: the same message as SCALE over the storage of the block, with its answer.',
      'remark: an extrinsic that does nothing, its signature verified before. call: the extrinsic of the contract call, likewise.',
      'overhead: call less engine; of it bridge less engine is the bridge, remark any extrinsic, the rest the pallet.',
    ],
  }),
}

async function measureCall(
  name: string,
  initCode: Uint8Array,
  { rounds, progress }: BenchContext,
): Promise<readonly BenchRow[]> {
  progress(`substrate-pallet-call: ${name}`)
  const cache = new CodeCache()
  const machine = new EngineMachines({ cache }).of('ewasm-v1')
  const { view, target } = deployed(initCode, machine)
  const chain = await openBlock(view, cache)
  const extrinsics = {
    remark: chain.extrinsic(remarkCall(new Uint8Array(0))),
    call: chain.extrinsic(callOf(target)),
  }
  const message = chain.messageOf(extrinsics.call)
  const samples = measure(
    {
      engine: () => void execute(view, target, INCREMENT, machine),
      bridge: () => void chain.run(message),
      remark: () => chain.apply(extrinsics.remark),
      call: () => chain.apply(extrinsics.call),
    },
    { rounds, roundMs: 20, warmUpMs: WARM_UP_MS },
  )
  return [{ name, figures: figuresOf(samples) }]
}

function figuresOf({
  engine,
  bridge,
  remark,
  call,
}: Record<'engine' | 'bridge' | 'remark' | 'call', Sample>): BenchRow['figures'] {
  return {
    engine: nanoseconds(engine.min),
    bridge: nanoseconds(bridge.min),
    remark: nanoseconds(remark.min),
    call: nanoseconds(call.min),
    overhead: nanoseconds(call.min - engine.min),
    'of it bridge': nanoseconds(bridge.min - engine.min),
    'of it pallet': nanoseconds(call.min - remark.min - bridge.min),
  }
}

/** The state with the contract in it, and its address. */
function deployed(
  initCode: Uint8Array,
  machine: Machine,
): { readonly view: MapView; readonly target: Address } {
  const account = {
    address: sender,
    nonce: 0n,
    balance: 10n ** 15n,
    code: new Uint8Array(0),
    storage: [],
  }
  const view = new MapView([account])
  const { receipt, diff } = execute(view, undefined, initCode, machine)
  if (receipt.contractAddress === undefined) throw new Error('No contract was made.')
  view.apply(diff)
  return { view, target: receipt.contractAddress }
}

function execute(
  view: MapView,
  to: Address | undefined,
  data: Uint8Array,
  machine: Machine,
): ReturnType<typeof executeTransaction> {
  const gasLimit = BigInt(10 * GAS_LIMIT)
  const kind = { type: 'legacy', chainId: undefined } as const
  const transaction = { ...emptyTransaction, ...kind, to, data, gasLimit }
  return executeTransaction(view, block, { transaction, sender }, 'osaka', machine)
}

const block: BlockContext = {
  chain: {
    chainId: 1_337n,
    maxCodeSize: 1_048_576,
    maxInitCodeSize: 2_097_152,
    stackHeight: DEFAULT_STACK_HEIGHT,
  },
  number: 1n,
  timestamp: 1_700_000_000n,
  coinbase: ZERO_ADDRESS,
  gasLimit: 60_000_000n,
  prevRandao: ZERO_BYTES32,
  baseFee: 0n,
  blobBaseFee: 0n,
  getBlockHash: () => undefined,
}

/** `Ewasm::call` of the counter. */
function callOf(target: Address): Uint8Array {
  const rest = [encodeBytes(INCREMENT), encodeCompact(0), encodeCompact(GAS_LIMIT)]
  return concatBytes([Uint8Array.of(6, 2), target, ...rest])
}

/** A block of the development chain that has begun, with these contract accounts: every extrinsic is taken back again. */
async function openBlock(view: MapView, cache: CodeCache): Promise<OpenBlock> {
  const runtime = Runtime.load(devRuntime)
  const states = await StateStore.open(new MemoryStore(), { keep: 'all', blocks: 1, stride: 1 })
  const config = { kind: 'preset', name: 'development' } as const
  const changes = genesisChanges({ code: devRuntime, config }, runtime, states.empty)
  const state = await states.writeGenesis(changes, runtime.version.stateVersion)
  const overlay = new Overlay(state, state)
  for (const { key, value } of palletEntries(view)) overlay.set(key, value)
  const engine = await createPalletEngine({ cache })
  return new OpenBlock(runtime, overlay, (message) => engine.run(message, overlay))
}

class OpenBlock {
  readonly run: (message: Uint8Array) => Uint8Array
  readonly #runtime: Runtime
  readonly #overlay: Overlay
  readonly #signatures = new VerifiedSignatures()
  #message: Uint8Array | undefined

  constructor(runtime: Runtime, overlay: Overlay, run: (message: Uint8Array) => Uint8Array) {
    this.run = run
    this.#runtime = runtime
    this.#overlay = overlay
    const unknown = { stateRoot: ZERO_BYTES32, extrinsicsRoot: ZERO_BYTES32 }
    const header = { parentHash: ZERO_BYTES32, number: 1, digest: [], ...unknown }
    this.#call('Core_initialize_block', encodeHeader(header))
  }

  extrinsic(call: Uint8Array): Uint8Array {
    return signedExtrinsic(alice, call, { nonce: 0, genesisHash: ZERO_BYTES32 })
  }

  /** Applies an extrinsic and takes it back. */
  apply(extrinsic: Uint8Array): void {
    this.#overlay.startTransaction()
    const result = this.#call('BlockBuilder_apply_extrinsic', extrinsic)
    this.#overlay.rollbackTransaction()
    if (result[0] !== 0 || result[1] !== 0) throw new Error(`The extrinsic failed: ${result}`)
  }

  /** The message that an extrinsic sends to the engine. */
  messageOf(extrinsic: Uint8Array): Uint8Array {
    this.apply(extrinsic)
    if (this.#message === undefined) throw new Error('The engine was not asked.')
    return this.#message
  }

  #call(entry: string, input: Uint8Array): Uint8Array {
    return this.#runtime.call(entry, input, {
      overlay: this.#overlay,
      signatures: this.#signatures,
      extensions: {
        ext_ewasm_call_version_1: (message) => {
          this.#message ??= message
          return this.run(message)
        },
      },
    })
  }
}
