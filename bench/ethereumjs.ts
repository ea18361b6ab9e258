import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import type { EVM } from '@ethereumjs/evm'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { createLegacyTx } from '@ethereumjs/tx'
import { Account, type Address, createAddressFromString } from '@ethereumjs/util'
import { createVM, runTx, type VM } from '@ethereumjs/vm'
import { Interface } from 'ethers'
import { createGantryEvm } from '../src/ethereumjs-adapter/index.ts'
import { toMinimalBytes } from '../src/primitives/big-endian.ts'
import { fromHex } from '../src/primitives/hex.ts'
import {
  type Bench,
  type BenchContext,
  type BenchRow,
  geometricMean,
  nanoseconds,
} from './bench.ts'
import { accountsOf, bytesOf, type ProgramText, readPrograms } from './evm/program.ts'
import { pairedRatio, type Sample, summarise } from './measure.ts'
import { tokenCode } from './token-transfers.ts'

/** One transaction, run on each VM with what that VM keeps. */
interface Subject {
  readonly name: string
  readonly hardfork: Hardfork
  /** Prepares the state and says what is sent. */
  prepare(vm: VM): Promise<Sent>
}

interface Sent {
  readonly to: Address
  readonly data?: Uint8Array
  readonly value?: bigint
}

const programsFile = fileURLToPath(new URL('../../shared/bench/evm-programs.json', import.meta.url))
/** Programs that do not take their EVM seconds. */
const PROGRAMS = ['sha1_shifts_5311', 'structarray_alloc', 'curve_stableswap', 'hash_10k']
const MAX_ROUNDS = 15
const ROUND_MS = 20
const GAS_LIMIT = 1_000_000_000n
const sender = createAddressFromString('0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e')
const recipient = createAddressFromString('0xc1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1')

/** `runTx` of @ethereumjs/vm with our EVM against the same with theirs. */
export const ethereumjs: Bench = {
  name: 'ethereumjs',
  describe: 'runTx of @ethereumjs/vm with our EVM against the same VM with its own',
  async run(context) {
    const rows: BenchRow[] = []
    for (const subject of subjects()) rows.push(await compare(subject, context))
    const ratios = rows.map(({ figures }) => figures['ratio']?.value ?? Number.NaN)
    return {
      rows,
      summary: { 'geometric mean': { value: geometricMean(ratios), unit: 'ratio' } },
      notes: [
        'A whole runTx without the recovery of the sender; journal, fees and receipt are @ethereumjs code on both sides.',
        'Programs that take their EVM seconds are left out.',
      ],
    }
  },
}

function subjects(): readonly Subject[] {
  const transfer: Subject = {
    name: 'transfer of ether',
    hardfork: Hardfork.Osaka,
    prepare: async () => ({ to: recipient, value: 1n }),
  }
  const token = { name: 'transfer of a token', hardfork: Hardfork.Prague, prepare: deployToken }
  const programs = existsSync(programsFile) ? readPrograms(programsFile) : []
  const chosen = programs.filter(({ name }) => PROGRAMS.some((part) => name.includes(part)))
  return [transfer, token, ...chosen.map(subjectOf)]
}

function subjectOf(program: ProgramText): Subject {
  const { name, fork, tx } = program
  return {
    name,
    hardfork: Hardfork[fork],
    async prepare({ stateManager }) {
      for (const { address, balance, nonce, code, storage } of accountsOf(program)) {
        const where = createAddressFromString(`0x${Buffer.from(address).toString('hex')}`)
        await stateManager.putAccount(where, new Account(nonce, balance))
        if (code !== undefined) await stateManager.putCode(where, code)
        for (const slot of storage ?? []) {
          const shortest = toMinimalBytes(BigInt(`0x${Buffer.from(slot.value).toString('hex')}`))
          await stateManager.putStorage(where, slot.key, shortest)
        }
      }
      return { to: createAddressFromString(tx.to), data: bytesOf(tx.data) }
    },
  }
}

async function deployToken(vm: VM): Promise<Sent> {
  const data = fromHex(tokenCode('evm'))
  const { createdAddress } = await vm.evm.runCall({ caller: sender, data, gasLimit: GAS_LIMIT })
  if (createdAddress === undefined) throw new Error('The token was not deployed.')
  await vm.evm.journal.cleanup()
  vm.stateManager.originalStorageCache.clear()
  const abi = new Interface(['function transfer(address,uint256)'])
  const call = abi.encodeFunctionData('transfer', [recipient.toString(), 1n])
  return { to: createdAddress, data: fromHex(call) }
}

async function compare(subject: Subject, context: BenchContext): Promise<BenchRow> {
  context.progress(subject.name)
  const own = await prepared(subject, 'own')
  const theirs = await prepared(subject, 'theirs')
  const [gas, theirGas] = [await own(), await theirs()]
  if (gas !== theirGas) throw new Error(`${subject.name}: ${gas} gas, theirs ${theirGas}.`)
  const [left, right] = await measureInTurn([own, theirs], Math.min(context.rounds, MAX_ROUNDS))
  const ratio = { value: pairedRatio(left, right), unit: 'ratio' } as const
  return {
    name: subject.name,
    figures: { own: nanoseconds(left.median), theirs: nanoseconds(right.median), ratio },
  }
}

/** A function that runs the subject's transaction once and says what gas it took. */
async function prepared(
  { hardfork, prepare }: Subject,
  whose: 'own' | 'theirs',
): Promise<() => Promise<bigint>> {
  const common = new Common({ chain: Mainnet, hardfork })
  const stateManager = new MerkleStateManager({ common })
  const evm: EVM | undefined =
    whose === 'own' ? await createGantryEvm({ common, stateManager, tier: 'compiled' }) : undefined
  const vm = await createVM({ common, stateManager, ...(evm && { evm }) })
  await stateManager.putAccount(sender, new Account(0n, 10n ** 24n))
  const sent = await prepare(vm)
  const fields = { gasLimit: hardfork === Hardfork.Osaka ? 16_000_000n : GAS_LIMIT, gasPrice: 10n }
  const tx = createLegacyTx({ ...fields, ...sent }, { common, freeze: false })
  tx.getSenderAddress = () => sender
  const opts = { tx, skipNonce: true, skipBalance: true, skipBlockGasLimitValidation: true }
  return async () => (await runTx(vm, opts)).totalGasSpent
}

/** Times of one call of each, by rounds that run both, in an order that turns. */
async function measureInTurn(
  works: readonly [() => Promise<unknown>, () => Promise<unknown>],
  rounds: number,
): Promise<[Sample, Sample]> {
  const times: [number[], number[]] = [[], []]
  for (let round = -1; round < rounds; round++) {
    for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const time = await timeOf(works[which])
      if (round >= 0) times[which].push(time) // the first round warms up
    }
  }
  return [summarise(times[0]), summarise(times[1])]
}

/** Nanoseconds of one call, over a round. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let calls = 0
  while (calls === 0 || performance.now() - start < ROUND_MS) {
    await work()
    calls += 1
  }
  return ((performance.now() - start) / calls) * 1e6
}
