import { createMachine, type Machine } from '../chain/machine.ts'
import type { Vm } from '../engine/vm.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import type { TierMachines } from './execute-on-tiers.ts'
import { type ParanoidOptions, paranoidWatch } from './paranoid-watch.ts'

/** The virtual machines for EVM bytecode that are compared. */
export interface TierVms {
  readonly first: Vm
  readonly compiled: Vm
}

/** Both tiers, each in a machine of its own beside the same one for Ewasm. */
export function tierMachines(ewasm: Vm, evms: TierVms = tierVms()): TierMachines {
  const { first, compiled } = evms
  return {
    first: createMachine({ ewasm, evm: first }),
    compiled: createMachine({ ewasm, evm: compiled }),
  }
}

/** A machine whose first tier decides, and every transaction of which is executed on both to compare them. */
export function createParanoidMachine(
  ewasm: Vm,
  options: ParanoidOptions,
  evms: TierVms = tierVms(),
): Machine {
  const watch = paranoidWatch(tierMachines(ewasm, evms), options)
  return createMachine({ ewasm, evm: evms.first, watch })
}

function tierVms(): TierVms {
  return { first: createEvmVm({ tier: 'first' }), compiled: createEvmVm({ tier: 'compiled' }) }
}
