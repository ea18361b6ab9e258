import type { Common, StateManagerInterface } from '@ethereumjs/common'
import { EVMMockBlockchain, type EVMOpts, NobleBN254 } from '@ethereumjs/evm'
import { createMachine } from '../chain/machine.ts'
import { createEvmVm } from '../evm/evm-vm.ts'
import type { Tier } from '../evm/tiers/tiers.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import { GantryEvm } from './gantry-evm.ts'

/** Options of an @ethereumjs `EVM`, and what runs the code. */
export interface GantryEvmOptions extends EVMOpts {
  /** The VM's own. */
  readonly common: Common
  /** The VM's own. */
  readonly stateManager: StateManagerInterface
  /** Default: `auto`. No result depends on it. */
  readonly tier?: Tier
}

/**
 * Makes an `EVM` for the option `evm` of `createVM` that runs on this engine.
 *
 * @see docs/ethereumjs.md
 */
export async function createGantryEvm(options: GantryEvmOptions): Promise<GantryEvm> {
  await preparePrecompiles()
  const { tier = 'auto', ...theirs } = options
  const evm = createEvmVm({ tier })
  const defaults = { blockchain: new EVMMockBlockchain(), bn254: new NobleBN254() }
  return new GantryEvm({ ...defaults, ...theirs }, createMachine({ ewasm: evm, evm }))
}
