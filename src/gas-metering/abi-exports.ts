import type { Export } from '../wasm/module.ts'
import { meteredAbi } from './metered-abi.ts'
import type { MeteredGlobals } from './metered-globals.ts'

/** What is behind `meteredAbi`. */
export function abiExports(globals: MeteredGlobals): readonly Export[] {
  return [
    { name: meteredAbi.units, kind: 'global', index: globals.units },
    { name: meteredAbi.unitsPerGas, kind: 'global', index: globals.unitsPerGas },
    { name: meteredAbi.stackLeft, kind: 'global', index: globals.stackLeft },
    { name: meteredAbi.trapReason, kind: 'global', index: globals.trapReason },
  ]
}
