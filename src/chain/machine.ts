import type { ExecutionResult } from '../engine/execution-result.ts'
import { statusCode } from '../engine/status-code.ts'
import type { Vm } from '../engine/vm.ts'
import { CodeTable } from '../state/code-table.ts'
import { StatePool } from '../state/state-pool.ts'
import type { ExecutionWatch } from './transition/execution-watch.ts'

/** What runs contracts, and what it keeps from one transaction to the next. */
export interface Machine {
  readonly vm: Vm
  /** The codes that were run. */
  readonly codes: CodeTable
  /** Memory of the states of transactions; nothing that was in one is seen in another. */
  readonly states: StatePool
  /** Is told of every transaction that was executed. */
  readonly watch?: ExecutionWatch
}

/** The virtual machines of a chain; a contract's code says which one it is for. */
export interface MachineOptions {
  /** Runs code that starts like a WebAssembly module. */
  readonly ewasm: Vm
  /** Runs all other code. Without it such code cannot run. */
  readonly evm?: Vm
  readonly watch?: ExecutionWatch
}

/** A machine that chooses the virtual machine by the code. */
export function createMachine({ ewasm, evm = noEvm, watch }: MachineOptions): Machine {
  const select = (code: Uint8Array): Vm => (isWasm(code) ? ewasm : evm)
  const codes = new CodeTable()
  return {
    codes,
    states: new StatePool(codes),
    ...(watch && { watch }),
    vm: {
      execute: (host, revision, message, code) =>
        select(code.bytes).execute(host, revision, message, code),
      refuseDeployment: (revision, code) => select(code).refuseDeployment(revision, code),
    },
  }
}

/** Whether code is for the Ewasm machine: it starts with `\0asm`. */
export function isWasm(code: Uint8Array): boolean {
  return code[0] === 0 && code[1] === 0x61 && code[2] === 0x73 && code[3] === 0x6d
}

const NO_EVM = 'This machine runs Ewasm only: it has no EVM.'

/**
 * Stands where EVM bytecode is not supported: it fails, as in Hera's mode `reject`. Bytes that an Ewasm constructor
 * returns are stored whatever they are, as Hera stores them; they fail when they are called.
 */
const noEvm: Vm = {
  execute: (): ExecutionResult => ({
    statusCode: statusCode.failure,
    gasLeft: 0n,
    gasRefund: 0n,
    output: new Uint8Array(),
    reason: NO_EVM,
  }),
  refuseDeployment: () => undefined,
}
