import { gasSchedules } from '../../gas-metering/gas-schedules.ts'
import { InstanceGas } from '../../gas-metering/instance-gas.ts'
import { meter } from '../../gas-metering/meter.ts'
import { meteredAbi, type TrapReason } from '../../gas-metering/metered-abi.ts'
import { admit, type ModuleRefusal } from '../../wasm/admit.ts'
import { unrestrictedProfile } from '../../wasm/contract-profile.ts'
import { encodeModule } from '../../wasm/encode-module.ts'
import type { WasmModule } from '../../wasm/module.ts'

/** Which metering is injected into the modules of a script. */
export type SpecMetering = 'fast' | 'precise' | 'none'

/** More than any script uses: what is tested is that metering changes nothing. */
const AMPLE_GAS = 2n ** 40n
const AMPLE_UNITS = 2n ** 60n
/** Enough for the scripts' recursions, and well below what V8's stack holds. */
const STACK_UNITS = 16_384

/** A module of a script, ready to be instantiated. */
export interface SpecModule {
  /** As the script has it, without metering: the types of its exports. */
  readonly source: WasmModule
  readonly compiled: WebAssembly.Module
}

export type Compilation =
  | { readonly ok: true; readonly module: SpecModule }
  | { readonly ok: false; readonly refusal: ModuleRefusal }

/** Admits, meters, encodes and compiles a module: V8 sees only what we encoded. */
export function compileSpecModule(bytes: Uint8Array, metering: SpecMetering): Compilation {
  const admission = admit(bytes, unrestrictedProfile)
  if (!admission.ok) return admission
  const source = admission.module
  const compiled = new WebAssembly.Module(encodeModule(inject(source, metering)))
  return { ok: true, module: { source, compiled } }
}

function inject(module: WasmModule, metering: SpecMetering): WasmModule {
  if (metering === 'none') return module
  const schedule = gasSchedules['ewasm-v1']
  // A start function runs before anybody can give it gas.
  const startAllowance = { units: AMPLE_UNITS, stackHeight: STACK_UNITS }
  return meter(module, { schedule, strategy: metering, startAllowance })
}

/** An instance of a module, with what metering added to its exports. */
export class SpecInstance {
  readonly source: WasmModule
  readonly exports: WebAssembly.Exports
  readonly #gas: InstanceGas | undefined

  constructor({ source, compiled }: SpecModule, imports: WebAssembly.Imports) {
    this.source = source
    this.exports = new WebAssembly.Instance(compiled, imports).exports
    this.#gas = meteredAbi.units in this.exports ? new InstanceGas(this.exports) : undefined
  }

  /** Gives the next call all the gas and stack height it may need. */
  refill(): void {
    this.#gas?.set(AMPLE_GAS)
    const stackLeft = this.exports[meteredAbi.stackLeft]
    if (stackLeft instanceof WebAssembly.Global) stackLeft.value = STACK_UNITS
  }

  /** Why the last trap happened; undefined for a module without metering. */
  trapReason(): TrapReason | undefined {
    return this.#gas?.trapReason()
  }
}
