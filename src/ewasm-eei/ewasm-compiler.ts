import { boundGrowth } from '../engine/bound-growth.ts'
import type { CodeCompiler, Translation } from '../engine/compiled-code.ts'
import { guardGrowth } from '../engine/growth-guard.ts'
import { InstancePool } from '../engine/instance-pool.ts'
import { addReset } from '../engine/reset-pass.ts'
import { isAtLeast, type Revision } from '../engine/revision.ts'
import { segmentOutOfBounds } from '../engine/segment-bounds.ts'
import type { GasSchedule } from '../gas-metering/gas-schedule.ts'
import { type MeteringStrategy, meter } from '../gas-metering/meter.ts'
import { checkMeteredSize, MeteringLimitError } from '../gas-metering/metering-limit.ts'
import { compileLazily } from '../primitives/optimised-module.ts'
import { admit } from '../wasm/admit.ts'
import type { ContractProfile } from '../wasm/contract-profile.ts'
import { encodeModule } from '../wasm/encode-module.ts'
import { returnAfterHalt } from './return-after-halt.ts'

/** A contract that can run. */
export interface EwasmCode {
  readonly pool: InstancePool
  /** The first revision that has all the host functions it imports. */
  readonly since: Revision
}

/** Host functions that came after Byzantium. */
const importedSince: Readonly<Record<string, Revision>> = { create2: 'constantinople' }

export interface EwasmCompilerOptions {
  readonly profile: ContractProfile
  readonly schedule: GasSchedule
  readonly strategy: MeteringStrategy
  readonly imports: WebAssembly.Imports
}

/**
 * The way from a contract's bytes to instances: admit, let it end by returning, meter, guard the growth of memory, add the reset, encode; then V8
 * compiles what came out.
 * Nothing that was not admitted gets to V8.
 */
export function ewasmCompiler(options: EwasmCompilerOptions): CodeCompiler<EwasmCode> {
  const { profile, schedule, strategy, imports } = options
  const bounds = {
    memoryPages: profile.limits.maximumMemoryPages,
    tableElements: profile.limits.tableElements,
  }
  return {
    variant: `${profile.name}-${profile.version} ${schedule.name}-${schedule.version} ${strategy}`,
    translate(code: Uint8Array): Translation {
      const admission = admit(code, profile)
      if (!admission.ok) return { ok: false, reason: admission.refusal.message }
      const outOfBounds = segmentOutOfBounds(admission.module)
      if (outOfBounds !== undefined) return { ok: false, reason: outOfBounds }
      try {
        const bounded = boundGrowth(returnAfterHalt(admission.module), bounds)
        const metered = meter(bounded, { schedule, strategy })
        const guarded = guardGrowth(metered)
        if (guarded !== metered) checkMeteredSize(guarded)
        return { ok: true, module: encodeModule(addReset(guarded)) }
      } catch (error) {
        if (error instanceof MeteringLimitError) return { ok: false, reason: error.shortMessage }
        throw error
      }
    },
    load(translated, resize) {
      // The encoder and the disk tier make plain buffers, never shared ones.
      const module = compileLazily(translated as Uint8Array<ArrayBuffer>)
      return { pool: new InstancePool(module, imports, resize), since: importsSince(module) }
    },
  }
}

function importsSince(module: WebAssembly.Module): Revision {
  return WebAssembly.Module.imports(module).reduce<Revision>((since, { name }) => {
    const needed = importedSince[name] ?? since
    return isAtLeast(since, needed) ? since : needed
  }, 'byzantium')
}
