import type { Instruction, Value } from './instruction.ts'
import { op, operationNames } from './operation.ts'
import type { Exit, IrBlock, IrFunction, Program } from './program.ts'
import { hexOfWords } from './words.ts'

/** The program as text: a line for each instruction, `v7 = add v5, 0x20`; variables are `$0`, blocks `@0`, functions by name. */
export function printProgram(program: Program): string {
  return program.functions.map((each) => printFunction(each, program)).join('\n')
}

function printFunction(each: IrFunction, program: Program): string {
  const params = Array.from({ length: each.params }, (_, index) => `$${index}`).join(', ')
  const head = `function ${each.name}(${params}) -> ${each.results} {`
  const blocks = each.blocks.flatMap((block, index) => [
    `@${index}:`,
    ...printBlock(block, program),
  ])
  return [head, ...blocks, '}', ''].join('\n')
}

function printBlock({ instructions, assignments, exit }: IrBlock, program: Program): string[] {
  return [
    ...instructions.map((instruction) => printInstruction(instruction, program)),
    ...assignments.map(({ variable, value }) => `$${variable} := ${reference(value)}`),
    printExit(exit, program),
  ].map((line) => `  ${line}`)
}

function printInstruction(instruction: Instruction, program: Program): string {
  const { id, args, index, effect, immediates } = instruction
  const operands = [...immediates.map((immediate) => `#${immediate}`), ...args.map(reference)].join(
    ', ',
  )
  switch (instruction.op) {
    case op.get:
      return `v${id} = $${index}`
    case op.call:
      return `v${id} = call ${nameOf(index, program)}(${operands})`
    case op.result:
      return `v${id} = result ${index} of ${operands}`
    case op.effect: {
      const happens = `${effect?.name ?? ''} ${operands}`.trimEnd()
      return effect?.resultBits === 0 ? happens : `v${id} = ${happens}`
    }
    default:
      return `v${id} = ${operationNames[instruction.op]} ${operands}`
  }
}

function printExit(exit: Exit, program: Program): string {
  switch (exit.kind) {
    case 'jump':
      return `jump @${exit.target}`
    case 'branch':
      return `branch ${reference(exit.condition)} ? @${exit.whenTrue} : @${exit.whenFalse}`
    case 'return':
      return `return ${exit.values.map(reference).join(', ')}`.trimEnd()
    case 'halt': {
      const immediates = exit.immediates.map((immediate) => `#${immediate}`)
      return `halt ${exit.effect.name} ${[...immediates, ...exit.args.map(reference)].join(', ')}`.trimEnd()
    }
    case 'tailCall':
      return `tail call ${nameOf(exit.callee, program)}(${exit.args.map(reference).join(', ')})`
  }
}

function reference({ id, words }: Value): string {
  return words === undefined ? `v${id}` : hexOfWords(words)
}

function nameOf(index: number, program: Program): string {
  return program.functions[index]?.name ?? `?${index}`
}
