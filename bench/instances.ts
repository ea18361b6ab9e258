import { InstancePool } from '../src/engine/instance-pool.ts'
import { ewasmCompiler } from '../src/ewasm-eei/ewasm-compiler.ts'
import { gasSchedules } from '../src/gas-metering/gas-schedules.ts'
import { ewasmProfile } from '../src/wasm/contract-profile.ts'
import { type BenchContext, type BenchRow, nanoseconds, speedup } from './bench.ts'
import { measure } from './measure.ts'

/** An instance taken from the pool and given back, against one that is made and dropped. */
export function instanceRow({ rounds }: BenchContext, contract: Uint8Array): BenchRow {
  const translation = ewasmCompiler({
    profile: ewasmProfile,
    schedule: gasSchedules['ewasm-v1'],
    strategy: 'fast',
    imports: {},
  }).translate(contract)
  if (!translation.ok) throw new Error(translation.reason)
  const module = new WebAssembly.Module(translation.module as Uint8Array<ArrayBuffer>)
  const newPool = (): InstancePool => new InstancePool(module, importsOf(module), () => {})
  const pool = newPool()
  const drained = newPool() // nothing is ever given back to it
  const times = measure(
    { again: () => pool.release(pool.acquire()), anew: () => void drained.acquire() },
    { rounds, warmUpMs: 50 },
  )
  return {
    name: 'instance',
    figures: {
      'used again': nanoseconds(times.again.min),
      new: nanoseconds(times.anew.min),
      'against new': speedup(times.again.min, times.anew.min),
    },
  }
}

/** Functions that are never called, in whatever namespaces the compiled contract asks for. */
function importsOf(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, Record<string, () => number>> = {}
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    imports[namespace] = { ...imports[namespace], [name]: () => 0 }
  }
  return imports
}
