import { writeSync } from 'node:fs'
import { DEFAULT_STACK_HEIGHT, ethereumCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine, type Machine } from '../chain/machine.ts'
import { TransactionHost } from '../chain/message/transaction-host.ts'
import { contractRules } from '../chain/rules/contract-rules.ts'
import type { ExecutionResult } from '../engine/execution-result.ts'
import { statusCode } from '../engine/status-code.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import type { EvmVmOptions } from '../evm/tiers/tiers.ts'
import { traceLine } from '../evm/trace/trace-line.ts'
import { outcomeDifferences } from '../paranoid/outcome-differences.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import { ZERO_ADDRESS } from '../primitives/address.ts'
import { toHex } from '../primitives/hex.ts'
import { MapView, State } from '../state/index.ts'
import type { EvmExecution, EvmOutcome } from './evm-execution.ts'
import { statusName, storageOf } from './execute-code.ts'
import { fixedBlock } from './fixed-block.ts'

/** Executes EVM bytecode against a state that holds nothing else. Runs in the thread that `executeEvmInThread` starts. */
export async function executeEvm(execution: EvmExecution): Promise<EvmOutcome> {
  await preparePrecompiles()
  const { report } = execution
  const output = report === 'trace' ? new StandardOutput() : undefined
  const machine = machineOf(execution, output)
  const outcome = executeOnce(execution, machine)
  if (output !== undefined) {
    const { output: returned, gasUsed, status } = outcome
    const summary = { output: returned, gasUsed: `0x${BigInt(gasUsed).toString(16)}` }
    output.line(JSON.stringify({ ...summary, pass: status === 'success' }))
    output.flush()
  }
  if (report === 'paranoid') return { ...outcome, differences: differencesOf(execution) }
  if (report !== 'bench') return outcome
  return { ...outcome, microseconds: medianTime(() => executeOnce(execution, machine)) }
}

function machineOf({ tier }: EvmExecution, output: StandardOutput | undefined): Machine {
  const trace: EvmVmOptions =
    output === undefined ? {} : { trace: (step) => output.line(traceLine(step)) }
  const evm = createEvmVm({ tier, ...trace })
  return createMachine({ ewasm: evm, evm })
}

/** What the compiled tier says otherwise than the first, which is the reference. */
function differencesOf(execution: EvmExecution): readonly string[] {
  const [first, compiled] = (['first', 'compiled'] as const).map((tier) =>
    executeOnce(execution, machineOf({ ...execution, tier }, undefined)),
  )
  return outcomeDifferences(first, compiled)
}

function executeOnce(execution: EvmExecution, machine: Machine): EvmOutcome {
  const { code, kind, revision, sender, recipient, balance, storage, gas } = execution
  const contract = kind === 'runtime' ? [{ address: recipient, code, balance, storage }] : []
  const view = new MapView([{ address: sender, balance: 2n ** 200n, nonce: 1n }, ...contract])
  const state = new State(view, machine.codes)
  for (const warm of [sender, recipient]) state.warmAccount(warm)
  const txContext = { ...txContextOfBlock, origin: sender }
  const host = new TransactionHost({ state, block, revision, machine, txContext })
  const result = host.call(messageOf(execution))
  const deleteTouchedEmpty = contractRules[revision].touchedEmpty === 'deleted' ? 'yes' : 'no'
  return outcomeOf(result, host, { gas, deleteTouchedEmpty })
}

function messageOf({ kind, code, input, gas, value, sender, recipient }: EvmExecution) {
  const isCreate = kind === 'init'
  const initCode = new Uint8Array([...code, ...input])
  return {
    kind: isCreate ? 'create' : 'call',
    isStatic: false,
    depth: 0,
    gas,
    sender,
    recipient: isCreate ? ZERO_ADDRESS : recipient,
    codeAddress: isCreate ? ZERO_ADDRESS : recipient,
    value,
    input: isCreate ? initCode : input,
    create2Salt: undefined,
    stackLeft: DEFAULT_STACK_HEIGHT,
  } as const
}

function outcomeOf(
  result: ExecutionResult,
  { logs, state }: TransactionHost,
  { gas, deleteTouchedEmpty }: { gas: bigint; deleteTouchedEmpty: 'yes' | 'no' },
): EvmOutcome {
  const diff = state.finish({ deleteTouchedEmpty })
  return {
    status: statusName(result),
    ended: result.createAddress === undefined ? 'call' : 'deployment',
    reason: result.reason,
    output: toHex(result.output),
    gasUsed: String(gas - result.gasLeft),
    deploymentGasUsed: undefined,
    gasRefund: String(result.gasRefund),
    logs: (result.statusCode === statusCode.success ? logs : []).map((log) => ({
      address: toHex(log.address),
      topics: log.topics.map(toHex),
      data: toHex(log.data),
    })),
    storage: storageOf(diff),
    debug: [],
    ...(result.createAddress === undefined ? {} : { created: toHex(result.createAddress) }),
  }
}

const WARM_UP_MS = 300
const ROUNDS = 9
const ROUND_MS = 50

/** Microseconds of one call: the median of rounds. */
function medianTime(call: () => void): number {
  const end = performance.now() + WARM_UP_MS
  let calls = 0
  while (performance.now() < end) {
    call()
    calls += 1
  }
  const perRound = Math.ceil((calls * ROUND_MS) / WARM_UP_MS)
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    for (let i = 0; i < perRound; i++) call()
    return ((performance.now() - start) * 1e3) / perRound
  })
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
}

const CHUNK = 1 << 16

/** Standard output of the process: a thread's own goes through the main thread, which keeps all of a long trace in memory. */
class StandardOutput {
  #text = ''

  line(text: string): void {
    this.#text += `${text}\n`
    if (this.#text.length > CHUNK) this.flush()
  }

  flush(): void {
    const bytes = new TextEncoder().encode(this.#text)
    this.#text = ''
    for (let at = 0; at < bytes.length; ) at += writeSome(bytes.subarray(at))
  }
}

/** A pipe that is full takes nothing for a while. */
function writeSome(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0
    throw error
  }
}

const block = fixedBlock(ethereumCodeLimits, 1n)

const txContextOfBlock = {
  gasPrice: 0n,
  coinbase: block.coinbase,
  blockNumber: block.number,
  timestamp: block.timestamp,
  blockGasLimit: block.gasLimit,
  prevRandao: block.prevRandao,
  chainId: block.chain.chainId,
  baseFee: block.baseFee,
  blobBaseFee: block.blobBaseFee,
  blobHashes: [],
  maxInitCodeSize: block.chain.maxInitCodeSize,
}
