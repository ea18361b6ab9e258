import { ewasmCodeLimits } from '../chain/chain-parameters.ts'
import { createMachine } from '../chain/machine.ts'
import { TransactionHost } from '../chain/message/transaction-host.ts'
import type { ExecutionResult } from '../engine/execution-result.ts'
import { lazyVm } from '../engine/lazy-vm.ts'
import { statusCode } from '../engine/status-code.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import type { DebugRecord } from '../ewasm-eei/debug-sink.ts'
import { createEwasmVm } from '../ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../gas-metering/gas-schedules.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import { type Address, address, ZERO_ADDRESS } from '../primitives/address.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import { MapView, State, type StateDiff } from '../state/index.ts'
import type { Execution, ExecutionOutcome } from './execution.ts'
import { fixedBlock } from './fixed-block.ts'

/** Who sends the message: an account with more than any value that can be sent. */
const SENDER = address(fromHex('0x1000000000000000000000000000000000000001'))
/** Where runtime code lies. */
const CONTRACT = address(fromHex('0x2000000000000000000000000000000000000002'))

/** Executes a contract against a state that holds nothing else. Runs in the thread that `executeInThread` starts. */
export async function executeCode(execution: Execution): Promise<ExecutionOutcome> {
  await preparePrecompiles()
  const debug: string[] = []
  const host = hostOf(execution, (record) => debug.push(debugText(record)))
  const deployment = execution.kind === 'init' ? deploy(host, execution) : undefined
  const failed = deployment !== undefined && deployment.statusCode !== statusCode.success
  const result = failed ? deployment : call(host, execution, deployment?.createAddress ?? CONTRACT)
  const diff = host.state.finish({ deleteTouchedEmpty: 'yes' })
  return {
    status: statusName(result),
    ended: failed ? 'deployment' : 'call',
    reason: result.reason,
    output: toHex(result.output),
    gasUsed: String(execution.gas - result.gasLeft),
    deploymentGasUsed:
      deployment === undefined ? undefined : String(execution.gas - deployment.gasLeft),
    logs: host.logs.map((log) => ({
      address: toHex(log.address),
      topics: log.topics.map(toHex),
      data: toHex(log.data),
    })),
    storage: storageOf(diff),
    debug,
  }
}

function hostOf(execution: Execution, onDebug: (record: DebugRecord) => void): TransactionHost {
  const { code, kind, schedule, strategy, revision, debugNamespace } = execution
  const ewasm = createEwasmVm({
    schedule: gasSchedules[schedule],
    strategy,
    ...(debugNamespace === 'allowed' ? { debug: onDebug } : {}),
  })
  const machine = createMachine({ ewasm, evm: lazyVm(createEvmVm) })
  const view = new MapView([
    { address: SENDER, balance: 2n ** 200n },
    ...(kind === 'runtime' ? [{ address: CONTRACT, code }] : []),
  ])
  return new TransactionHost({
    state: new State(view, machine.codes),
    block,
    revision,
    machine,
    txContext: {
      gasPrice: 0n,
      origin: SENDER,
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
    },
  })
}

function deploy(
  host: TransactionHost,
  { code, constructorArguments, gas }: Execution,
): ExecutionResult {
  const input = new Uint8Array(code.length + constructorArguments.length)
  input.set(code)
  input.set(constructorArguments, code.length)
  return host.call({
    ...message(gas),
    kind: 'create',
    recipient: ZERO_ADDRESS,
    codeAddress: ZERO_ADDRESS,
    input,
  })
}

function call(
  host: TransactionHost,
  { gas, value, input }: Execution,
  to: Address,
): ExecutionResult {
  return host.call({ ...message(gas), kind: 'call', recipient: to, codeAddress: to, value, input })
}

function message(gas: bigint) {
  return {
    isStatic: false,
    depth: 0,
    gas,
    sender: SENDER,
    value: 0n,
    create2Salt: undefined,
    stackLeft: block.chain.stackHeight,
  }
}

/** The name of how it ended. */
export function statusName(result: ExecutionResult): string {
  const [name] = Object.entries(statusCode).find(([, code]) => code === result.statusCode) ?? []
  return name ?? String(result.statusCode)
}

/** The slots that changed, by account. */
export function storageOf(diff: StateDiff): ExecutionOutcome['storage'] {
  return diff.accounts
    .filter(({ storage }) => storage.length > 0)
    .map((account) => ({
      address: toHex(account.address),
      slots: Object.fromEntries(
        account.storage.map(({ key, value }) => [toHex(key), toHex(value)]),
      ),
    }))
}

function debugText(record: DebugRecord): string {
  switch (record.kind) {
    case 'print32':
    case 'print64':
      return String(record.value)
    case 'printMem':
      return new TextDecoder().decode(record.bytes)
    case 'printMemHex':
      return toHex(record.bytes)
    case 'printStorage':
    case 'printStorageHex':
      return `${toHex(record.path)} = ${toHex(record.value)}`
    case 'evmTrace':
      return `pc ${record.programCounter}, opcode ${record.opcode}, gas ${record.gasLeft}`
  }
}

const block = fixedBlock(ewasmCodeLimits, 31337n)
