import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseProgram } from '../../../src/codegen/analysis/analyse-program.ts'
import {
  type StructuredProgram,
  structureProgram,
} from '../../../src/codegen/analysis/structured-program.ts'
import { printProgram } from '../../../src/codegen/ir/print-program.ts'
import { compileProgram } from '../../../src/codegen/wasm/compile-program.ts'
import { assumeNothing } from '../support/assume-nothing.ts'
import { INPUTS, randomProgram } from '../support/random-program.ts'
import { randomWord } from '../support/random-words.ts'
import { environment, instantiate, interpret } from '../support/test-environment.ts'

const RUNS = Number(process.env['GANTRY_PROGRAMS'] ?? 300)
const GAS = 200n

function structured(numbers: readonly number[]): StructuredProgram {
  const made = structureProgram(randomProgram(numbers))
  if (made === undefined) throw new Error('small functions are never given up')
  return made
}

// Without `size` the arrays stay near their least length, and the programs trivial.
const tape = fc.array(fc.nat(), { minLength: 20, maxLength: 400, size: 'max' })
const inputs = fc.array(randomWord, { minLength: INPUTS, maxLength: INPUTS })

describe('random programs', () => {
  it('do the same compiled, without analysis, as interpreted', () => {
    fc.assert(
      fc.property(tape, inputs, (numbers, words) => {
        const made = structured(numbers)
        const { program } = made
        const run = instantiate(compileProgram(made, assumeNothing(program), environment))
        expect(run(words, GAS), printProgram(program)).toEqual(interpret(program, words, GAS))
      }),
      { numRuns: RUNS },
    )
  })

  it('do the same compiled with all analyses', () => {
    fc.assert(
      fc.property(tape, inputs, (numbers, words) => {
        const made = structured(numbers)
        const { program } = made
        const facts = analyseProgram(made, { addCostsFuel: true })
        const run = instantiate(compileProgram(made, facts, environment))
        expect(run(words, GAS), printProgram(program)).toEqual(interpret(program, words, GAS))
      }),
      { numRuns: RUNS },
    )
  })
})
