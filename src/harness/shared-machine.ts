import { createMachine, type Machine } from '../chain/machine.ts'
import { EngineError } from '../engine/engine-error.ts'
import { lazyVm } from '../engine/lazy-vm.ts'
import type { Vm } from '../engine/vm.ts'
import { createEwasmVm } from '../ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../gas-metering/gas-schedules.ts'
import { PrecompileNotReadyError } from '../precompiles/precompile-not-ready-error.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'

/** What is thrown where EVM code comes before `loadMissing` has loaded the machine for it. */
const evmMissing = new Error('The EVM is not loaded yet.')

let machine: Machine | undefined
let createEvm: (() => Vm) | undefined

/** The machine of all harnesses of this process: what it compiled for one test it need not compile for the next. */
export function sharedMachine(): Machine {
  machine ??= createMachine({
    ewasm: createEwasmVm({ schedule: gasSchedules['ewasm-v1'] }),
    evm: lazyVm(() => {
      if (createEvm === undefined) throw evmMissing
      return createEvm()
    }),
  })
  return machine
}

/** A machine that executes every transaction on both tiers of the EVM, and throws what ends differently. */
export async function paranoidMachine(folder: string): Promise<Machine> {
  const { createParanoidMachine } = await import('../paranoid/paranoid-machine.ts')
  await preparePrecompiles()
  const ewasm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'] })
  const onDifference = (difference: Error): never => {
    throw difference
  }
  return createParanoidMachine(ewasm, { folder, onDifference })
}

/**
 * Loads what a transaction has failed for want of, which may then be executed again: the EVM, or the libraries of
 * precompiles. Most tests need neither, and together they take longer than the rest of the harness.
 *
 * @throws `thrown`, when it says something else
 */
export async function loadMissing(thrown: unknown): Promise<void> {
  // Contracts between the transaction and what is missing make an EngineError of it.
  const reason = thrown instanceof EngineError ? thrown.cause : thrown
  if (reason instanceof PrecompileNotReadyError) {
    await preparePrecompiles()
    return
  }
  if (reason !== evmMissing) throw thrown
  const { createEvmVm } = await import('../evm/evm-vm.ts')
  createEvm = createEvmVm
}
