import { ethereumCodeLimits } from '../../src/chain/chain-parameters.ts'
import { createMachine, type Machine } from '../../src/chain/machine.ts'
import type { Log } from '../../src/chain/message/log.ts'
import { TransactionHost } from '../../src/chain/message/transaction-host.ts'
import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import type { Message } from '../../src/engine/message.ts'
import type { Revision } from '../../src/engine/revision.ts'
import { TRANSACTION_STACK_UNITS } from '../../src/engine/stack-budget.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { createEvmVm } from '../../src/evm/evm-vm.ts'
import { address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { MapView, State, type StateDiff } from '../../src/state/index.ts'

export const CONTRACT = address(new Uint8Array(20).fill(0xc0))
export const SENDER = address(new Uint8Array(20).fill(0x5e))

const chain = { chainId: 1n, ...ethereumCodeLimits, stackHeight: TRANSACTION_STACK_UNITS }
const block = {
  chain,
  number: 100n,
  timestamp: 1000n,
  coinbase: address(new Uint8Array(20).fill(0xcb)),
  gasLimit: 30_000_000n,
  prevRandao: toBytes32(7n),
  baseFee: 7n,
  blobBaseFee: 1n,
  getBlockHash: (number: bigint) => toBytes32(number),
}

/** How a message ended and what it did. */
export interface EvmRun extends ExecutionResult {
  readonly logs: readonly Log[]
  readonly diff: StateDiff
}

/** Sends a message to a contract with this code, alone in the world but for a sender without means. */
export type RunCode = (code: Uint8Array, revision?: Revision, changes?: Partial<Message>) => EvmRun

/** Sends messages with this machine. */
export function messageRunner(vm: Vm): RunCode {
  const machine = createMachine({ ewasm: vm, evm: vm })
  return (code, revision = 'osaka', changes = {}) => send(machine, code, revision, changes)
}

/** Sends messages on the first tier. */
export const runEvm: RunCode = messageRunner(createEvmVm())

function send(
  machine: Machine,
  code: Uint8Array,
  revision: Revision,
  changes: Partial<Message>,
): EvmRun {
  const view = new MapView([{ address: CONTRACT, code, balance: 1000n }])
  const state = new State(view, machine.codes)
  const txContext = {
    ...block,
    gasPrice: 10n,
    origin: SENDER,
    blockNumber: block.number,
    blockGasLimit: block.gasLimit,
    chainId: 1n,
    blobHashes: [],
    maxInitCodeSize: chain.maxInitCodeSize,
  }
  const host = new TransactionHost({ state, block, revision, machine, txContext })
  state.warmAccount(CONTRACT)
  const result = host.call({
    kind: 'call',
    isStatic: false,
    depth: 0,
    gas: 1_000_000n,
    recipient: CONTRACT,
    sender: SENDER,
    codeAddress: CONTRACT,
    value: 0n,
    input: new Uint8Array(),
    create2Salt: undefined,
    stackLeft: TRANSACTION_STACK_UNITS,
    ...changes,
  })
  return { ...result, logs: host.logs, diff: state.finish({ deleteTouchedEmpty: 'yes' }) }
}
