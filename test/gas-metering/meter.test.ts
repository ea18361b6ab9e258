import fc from 'fast-check'
import { describe, it } from 'vitest'
import { expectExact } from './exactness.ts'
import { randomModule } from './random-module/random-module.ts'

/** GANTRY_METERING_RUNS=20000 GANTRY_METERING_SEED=7 to look further than the default run does. */
const numRuns = Number(process.env['GANTRY_METERING_RUNS'] ?? 200)
const seed = Number(process.env['GANTRY_METERING_SEED'] ?? 20_230_919)

/** The interpreter that charges before every instruction is the definition; both strategies have to be its equal. */
describe('meter', () => {
  it(`charges random modules exactly (${numRuns} modules, seed ${seed})`, () => {
    const parts = fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 2, maxLength: 2 })
    const entropy = fc.uint8Array({ minLength: 20, maxLength: 600, size: 'max' })
    fc.assert(
      fc.property(entropy, fc.integer({ min: -1, max: 3 }), parts, (bytes, argument, fractions) => {
        expectExact(randomModule(bytes), argument, fractions)
      }),
      { numRuns, seed },
    )
  }, 600_000)
})
