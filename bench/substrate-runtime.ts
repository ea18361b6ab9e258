import { readFileSync } from 'node:fs'
import wabt from 'wabt'
import { ZERO_BYTES32 } from '../src/primitives/bytes32.ts'
import { MemoryStore } from '../src/state/index.ts'
import { encodeHeader } from '../src/substrate-host/block/encode-header.ts'
import { openSubstrateChain } from '../src/substrate-host/chain/open-chain.ts'
import { VerifiedSignatures } from '../src/substrate-host/crypto/verified-signatures.ts'
import { Overlay } from '../src/substrate-host/overlay/overlay.ts'
import { Runtime } from '../src/substrate-host/runtime/runtime.ts'
import type { StateRoots } from '../src/substrate-host/state-roots.ts'
import type { StorageView } from '../src/substrate-host/storage-view.ts'
import {
  alice,
  signedExtrinsic,
  signerNumber,
  transferCall,
} from '../test/substrate-host/support/dev-signer.ts'
import { type Bench, nanoseconds, ratio } from './bench.ts'
import { type MeasureOptions, measure } from './measure.ts'

const CALLS = 1000
const NOTHING = new Uint8Array(0)
const CODE = new Uint8Array(
  readFileSync(new URL('../fixtures/substrate/gantry-runtime.wasm', import.meta.url)),
)
const NO_STATE: StorageView & StateRoots = {
  get: () => undefined,
  nextKey: () => undefined,
  childGet: () => undefined,
  childNextKey: () => undefined,
  stateRoot: () => new Uint8Array(32),
  childRoot: () => undefined,
}

/** What a call of a runtime, a host function and the overlay cost by themselves. */
export const substrateRuntime: Bench = {
  name: 'substrate-runtime',
  describe:
    'a transfer with and without a call budget, host calls against BigInt, the overlay by its size',
  async run({ rounds, progress }) {
    const options: MeasureOptions = { rounds, roundMs: 10, warmUpMs: 1000, clock: 'cpu' }
    progress('transfers')
    const transfer = measure(await transfers(), options)
    progress('host calls')
    const crossing = measure(await hostCalls(), { ...options, warmUpMs: 300 })
    progress('overlay')
    const overlay = measure(overlays(), { ...options, warmUpMs: 300 })
    return {
      rows: [
        {
          name: 'transfer, signature known',
          figures: {
            gantry: nanoseconds(transfer.budgeted.min),
            'of one without a budget': ratio(transfer.budgeted.min, transfer.unlimited.min),
          },
        },
        { name: 'Core_version', figures: { gantry: nanoseconds(transfer.version.min) } },
        {
          name: 'host call',
          figures: {
            gantry: nanoseconds(crossing.halves.min / CALLS),
            'of BigInt': ratio(crossing.halves.min, crossing.bigint.min),
          },
        },
        {
          name: 'read, write, next key',
          figures: {
            'among 1,000 changes': nanoseconds(overlay.small.min / CALLS),
            'among 100,000': nanoseconds(overlay.large.min / CALLS),
            growth: ratio(overlay.large.min, overlay.small.min),
          },
        },
      ],
      notes: ['`Core_version` is the smallest call: mostly it restores the instance.'],
    }
  },
}

async function transfers() {
  const store = new MemoryStore()
  const config = { kind: 'preset', name: 'development' } as const
  const chain = await openSubstrateChain({ store, genesis: { code: CODE, config }, nowMs: () => 1 })
  const { genesisHash } = chain
  const state = Object.assign(chain.stateAt(genesisHash), {
    stateRoot: NO_STATE.stateRoot,
    childRoot: NO_STATE.childRoot,
  })
  const call = transferCall(signerNumber(1).publicKey, 10n ** 12n)
  const extrinsic = signedExtrinsic(alice, call, { nonce: 0, genesisHash })
  const header = {
    parentHash: genesisHash,
    number: 1,
    stateRoot: ZERO_BYTES32,
    extrinsicsRoot: ZERO_BYTES32,
    digest: [],
  }
  const apply = (runtime: Runtime) => {
    const overlay = new Overlay(state, state)
    const context = { overlay, signatures: new VerifiedSignatures() }
    runtime.call('Core_initialize_block', encodeHeader(header), context)
    return () => {
      overlay.startTransaction()
      const [refused] = runtime.call('BlockBuilder_apply_extrinsic', extrinsic, context)
      overlay.rollbackTransaction()
      if (refused !== 0) throw new Error('the transfer does not apply')
    }
  }
  const budgeted = Runtime.load(CODE)
  return {
    budgeted: apply(budgeted),
    unlimited: apply(Runtime.load(CODE, { callBudget: 'unlimited' })),
    version: () => {
      budgeted.call('Core_version', NOTHING, { overlay: new Overlay(NO_STATE, NO_STATE) })
    },
  }
}

/** A loop of calls with an i64 each way: as this host links them, and as JavaScript takes an i64. */
async function hostCalls() {
  const { parseWat } = await wabt()
  const name = 'ext_wasm_tracing_enter_span_version_1'
  const text = `(module
    (import "env" "memory" (memory 2))
    (import "env" "${name}" (func $f (param i64) (result i64)))
    (global (export "__heap_base") i32 (i32.const 1024))
    (func (export "run") (param i32 i32) (result i64) (local $i i32)
      (loop
        (drop (call $f (i64.const 0x2000000010)))
        (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${CALLS}))))
      (i64.const 0)))`
  const code = new Uint8Array(parseWat('bench.wat', text).toBinary({}).buffer)
  const runtime = Runtime.load(code, { callBudget: 'unlimited' })
  const context = { overlay: new Overlay(NO_STATE, NO_STATE) }
  const packed = (span: bigint): bigint => {
    const [pointer, length] = [Number(span & 0xffff_ffffn), Number(span >> 32n)]
    return (BigInt(length) << 32n) | BigInt(pointer)
  }
  const env = { memory: new WebAssembly.Memory({ initial: 2 }), [name]: packed }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env })
  const run = exports['run'] as (pointer: number, length: number) => bigint
  return {
    halves: () => {
      runtime.call('run', NOTHING, context)
    },
    bigint: () => {
      run(0, 0)
    },
  }
}

function overlays() {
  const use = (size: number) => {
    const overlay = new Overlay(NO_STATE, NO_STATE)
    const keys = Array.from({ length: size }, (_, index) => numbered(index))
    for (const key of keys) overlay.set(key, key)
    const some = keys.filter((_, index) => index % (size / CALLS) === 0)
    return () => {
      for (const key of some) {
        overlay.set(key, overlay.get(key))
        overlay.nextKey(key)
      }
    }
  }
  return { small: use(CALLS), large: use(100 * CALLS) }
}

/** Keys in no order, with 32 bytes in common. */
function numbered(index: number): Uint8Array {
  const key = new Uint8Array(48).fill(7, 0, 32)
  new DataView(key.buffer).setUint32(32, Math.imul(index, 0x9e3779b1))
  return key
}
