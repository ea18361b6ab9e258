import { createMachine, type Machine } from '../../chain/machine.ts'
import { CodeCache } from '../../engine/code-cache.ts'
import { lazyVm } from '../../engine/lazy-vm.ts'
import type { Vm } from '../../engine/vm.ts'
import { createEvmVm } from '../../evm/evm-vm.ts'
import type { Tier } from '../../evm/tiers/tiers.ts'
import { createEwasmVm } from '../../ewasm-eei/ewasm-vm.ts'
import { type GasScheduleName, gasSchedules } from '../../gas-metering/gas-schedules.ts'

/** How contracts are run; none of it reaches a result. */
export interface MachineSettings {
  /** Compiled code; default: in memory. */
  readonly cache?: CodeCache
  /** What runs EVM bytecode. Default: `auto`. */
  readonly tier?: Tier
}

/** The machines of an engine, one for each gas schedule, made when a message asks for it. All share what is compiled. */
export class EngineMachines {
  readonly #cache: CodeCache
  readonly #evm: Vm
  readonly #machines = new Map<GasScheduleName, Machine>()

  constructor({ cache = new CodeCache(), tier = 'auto' }: MachineSettings = {}) {
    this.#cache = cache
    this.#evm = lazyVm(() => createEvmVm({ tier, cache }))
  }

  of(name: GasScheduleName): Machine {
    const known = this.#machines.get(name)
    if (known !== undefined) return known
    const ewasm = createEwasmVm({ schedule: gasSchedules[name], cache: this.#cache })
    const machine = createMachine({ ewasm, evm: this.#evm })
    this.#machines.set(name, machine)
    return machine
  }
}
