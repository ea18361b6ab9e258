import type { Instruction, Value } from '../../../src/codegen/ir/instruction.ts'
import { op, operationNames } from '../../../src/codegen/ir/operation.ts'
import type { IrBlock, Program } from '../../../src/codegen/ir/program.ts'
import type { Words } from '../../../src/codegen/ir/words.ts'
import { wordModel } from './word-model.ts'

/** What effects do, for the interpreter. `Halted` ends the run. */
export type EffectModel = (args: readonly bigint[], immediates: readonly number[]) => bigint

/** Thrown by an effect's model to end the run. */
export class Halted extends Error {}

/** Runs a program on bigints, instruction by instruction: what its definition says. */
export class ProgramInterpreter {
  readonly #program: Program
  readonly #effects: Readonly<Record<string, EffectModel>>

  constructor(program: Program, effects: Readonly<Record<string, EffectModel>>) {
    this.#program = program
    this.#effects = effects
  }

  run(): void {
    try {
      this.#call(this.#program.main, [])
    } catch (thrown) {
      if (!(thrown instanceof Halted)) throw thrown
    }
  }

  #call(index: number, args: readonly bigint[]): readonly bigint[] {
    const callee = this.#program.functions[index]
    if (callee === undefined) throw new Error(`no function ${index}`)
    const variables = new Array<bigint>(callee.variables).fill(0n)
    for (const [at, arg] of args.entries()) variables[at] = arg
    let at = 0
    for (;;) {
      const block = callee.blocks[at] as IrBlock
      const values = new Map<number, bigint>()
      const wordOf = (value: Value): bigint => this.#value(value, values)
      const results = new Map<number, readonly bigint[]>()
      for (const each of block.instructions) this.#step(each, { variables, values, results })
      const assigned = block.assignments.map(({ value }) => wordOf(value))
      for (const [place, { variable }] of block.assignments.entries()) {
        variables[variable] = assigned[place] as bigint
      }
      const { exit } = block
      if (exit.kind === 'jump') at = exit.target
      else if (exit.kind === 'branch') {
        at = wordOf(exit.condition) !== 0n ? exit.whenTrue : exit.whenFalse
      } else if (exit.kind === 'return') return exit.values.map(wordOf)
      else if (exit.kind === 'tailCall') return this.#call(exit.callee, exit.args.map(wordOf))
      else {
        this.#effects[exit.effect.name]?.(exit.args.map(wordOf), exit.immediates)
        throw new Error(`${exit.effect.name} does not halt`)
      }
    }
  }

  #value({ id, words }: Value, values: ReadonlyMap<number, bigint>): bigint {
    const value = words === undefined ? values.get(id) : numberOf(words)
    if (value === undefined) throw new Error(`v${id} is used before it is made`)
    return value
  }

  #step(each: Instruction, { variables, values, results }: State): void {
    const args = each.op === op.result ? [] : each.args.map((arg) => this.#value(arg, values))
    switch (each.op) {
      case op.const:
        return
      case op.get:
        values.set(each.id, variables[each.index] as bigint)
        return
      case op.call:
        results.set(each.id, this.#call(each.index, args))
        return
      case op.result:
        values.set(each.id, results.get((each.args[0] as Value).id)?.[each.index] as bigint)
        return
      case op.effect: {
        const model = this.#effects[each.effect?.name ?? '']
        values.set(each.id, model?.(args, each.immediates) ?? 0n)
        return
      }
      default:
        values.set(each.id, wordModel(operationNames[each.op] as string, args))
    }
  }
}

interface State {
  readonly variables: readonly bigint[]
  readonly values: Map<number, bigint>
  readonly results: Map<number, readonly bigint[]>
}

/** The number of a word's digits. */
export function numberOf(words: Words): bigint {
  return words.reduceRight((sum, digit) => (sum << 32n) | BigInt(digit), 0n)
}
