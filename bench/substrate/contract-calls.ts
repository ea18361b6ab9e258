import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { fromHex, type Hex } from '../../src/primitives/hex.ts'
import { encodeBytes, encodeCompact } from '../../src/primitives/scale/encode.ts'
import { startsWith } from '../../src/primitives/starts-with.ts'
import { storagePrefix } from '../../src/substrate-host/hashing/storage-key.ts'
import type { StorageView } from '../../src/substrate-host/storage-view.ts'
import { createPalletEngine, ewasmExtension } from '../../src/substrate-pallet-bridge/index.ts'
import { evmCounter, ewasmCounter } from '../../test/substrate-devnet/clients/compile-counter.ts'
import { type Bench, type BenchContext, nanoseconds } from '../bench.ts'
import { summarise } from '../measure.ts'
import { type BenchChain, genesisEntries, openBenchChain } from './bench-chain.ts'

const CALLS = 100
const GAS_LIMIT = 100_000
/** `increment()`. */
const INCREMENT = fromHex('0xd09de08a')
const GOAL_NS = 25e6
const WARM_UP = 30

/** Blocks of contract calls. */
export const substrateCalls: Bench = {
  name: 'substrate-calls',
  describe: `A block of ${CALLS} calls of a counter, signatures verified by the pool before.`,
  run: async (context) => ({
    rows: [
      await measureCalls('Ewasm', ewasmCounter(), context),
      await measureCalls('EVM', evmCounter(), context),
    ],
    notes: ['seal: the block and its batch in LevelDB. submit: validation, with every signature.'],
  }),
}

async function measureCalls(name: string, code: Hex, { rounds, progress }: BenchContext) {
  progress(`substrate-calls: ${name}`)
  const engine = await createPalletEngine()
  const bench = await openBenchChain(await genesisEntries(0), ewasmExtension(engine))
  const target = await deploy(bench, fromHex(code))
  const times: { readonly submit: number[]; readonly seal: number[] } = { submit: [], seal: [] }
  for (let i = 0; i < WARM_UP; i++) await sealCalls(bench, target, { submit: [], seal: [] })
  for (let round = 0; round < 2 * rounds; round++) await sealCalls(bench, target, times)
  await bench.close()
  const submit = nanoseconds(summarise(times.submit).median)
  const seal = nanoseconds(summarise(times.seal).median, { atMost: GOAL_NS })
  return { name: `${CALLS} calls, ${name}`, figures: { submit, seal } }
}

/** `Ewasm::create`; returns the address of the contract. */
async function deploy({ chain, sign }: BenchChain, code: Uint8Array): Promise<Uint8Array> {
  const call = concatBytes([
    Uint8Array.of(6, 3),
    encodeBytes(code),
    encodeCompact(0),
    encodeCompact(10 * GAS_LIMIT),
  ])
  for (const extrinsic of sign(1, () => call)) chain.pool.submit(extrinsic)
  await chain.sealBlock()
  const address = contractIn(chain.stateAt(chain.best.hash))
  if (address === undefined) throw new Error('No contract was made.')
  return address
}

/** The address of the first account of `Ewasm::Accounts` with code; keys end with the address, values with the code hash. */
function contractIn(state: StorageView): Uint8Array | undefined {
  const prefix = storagePrefix('Ewasm', 'Accounts')
  let key = state.nextKey(prefix)
  for (; key !== undefined && startsWith(key, prefix); key = state.nextKey(key)) {
    if (
      state
        .get(key)
        ?.slice(-32)
        .some((byte) => byte !== 0)
    )
      return key.slice(-20)
  }
  return undefined
}

async function sealCalls(
  { chain, sign }: BenchChain,
  target: Uint8Array,
  times: { readonly submit: number[]; readonly seal: number[] },
): Promise<void> {
  const call = concatBytes([
    Uint8Array.of(6, 2),
    target,
    encodeBytes(INCREMENT),
    encodeCompact(0),
    encodeCompact(GAS_LIMIT),
  ])
  const extrinsics = sign(CALLS, () => call)
  const start = process.hrtime.bigint()
  for (const extrinsic of extrinsics) chain.pool.submit(extrinsic)
  const submitted = process.hrtime.bigint()
  const before = counted(chain.stateAt(chain.best.hash))
  const block = await chain.sealBlock()
  const end = process.hrtime.bigint()
  if (block.body.length !== CALLS + 1)
    throw new Error(`A block has ${block.body.length} extrinsics.`)
  const after = counted(chain.stateAt(chain.best.hash))
  if (after - before !== CALLS) throw new Error(`The counter went from ${before} to ${after}.`)
  times.submit.push(Number(submitted - start))
  times.seal.push(Number(end - submitted))
}

/** The one slot in `Ewasm::AccountStorages`, a number; 0 where there is none. */
function counted(state: StorageView): number {
  const prefix = storagePrefix('Ewasm', 'AccountStorages')
  const key = state.nextKey(prefix)
  if (key === undefined || !startsWith(key, prefix)) return 0
  const value = state.get(key)?.slice(-4) ?? new Uint8Array(4)
  return new DataView(value.buffer, value.byteOffset).getUint32(0)
}
