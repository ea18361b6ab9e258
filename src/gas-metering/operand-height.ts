import type { InstructionTable } from '../wasm/instruction-table.ts'
import type { FuncType } from '../wasm/module.ts'
import { instructionNames, instructions, OPCODE_LIMIT, opcode } from '../wasm/opcode.ts'
import { NestedBlocks } from './nested-blocks.ts'
import type { SignatureSource } from './signature-source.ts'

/** Operands pushed less operands popped where the types depend on the module; control and calls are not here. */
// biome-ignore format: table
const polymorphicEffect: Readonly<Record<string, number>> = {
  drop: -1, select: -2, 'select t': -2, 'local.get': 1, 'local.set': -1, 'local.tee': 0, 'global.get': 1,
  'global.set': -1, 'table.get': 0, 'table.set': -2, 'table.grow': -1, 'table.fill': -3, 'ref.null': 1,
  'ref.is_null': 0, 'ref.func': 1, br_if: -1, if: -1,
}

const netEffect = new Int8Array(OPCODE_LIMIT)
for (const name of instructionNames) {
  const { code, stack } = instructions[name]
  netEffect[code] = polymorphicEffect[name] ?? effectOf(stack)
}

/**
 * The largest number of operands that a function's code has on the stack at once.
 *
 * Code that cannot be reached counts nothing: it never runs, and its stack is polymorphic.
 */
export function operandHeight(table: InstructionTable, signatures: SignatureSource): number {
  const blocks = new NestedBlocks(table)
  const entryHeights: number[] = []
  let height = 0
  let highest = 0
  for (let row = 0; row < table.length; row++) {
    const code = table.opcode[row] as number
    height += netEffect[code] as number
    if (effects[code] !== undefined) {
      height = effects[code](height, entryHeights, signatureAt(table, row, signatures))
    }
    if (height > highest) highest = height
    row = blocks.step(row)
  }
  return highest
}

type Effect = (height: number, entryHeights: number[], type: FuncType) => number

const opened: Effect = (height, entryHeights, { params }) => {
  entryHeights.push(height - params.length)
  return height
}

const called: Effect = (height, _, { params, results }) => height - params.length + results.length

const effects: (Effect | undefined)[] = []
effects[opcode['block']] = opened
effects[opcode['loop']] = opened
effects[opcode['if']] = opened
effects[opcode['else']] = (_, entryHeights, { params }) =>
  (entryHeights.at(-1) ?? 0) + params.length
effects[opcode['end']] = (_, entryHeights, { results }) =>
  (entryHeights.pop() ?? 0) + results.length
effects[opcode['call']] = called
effects[opcode['call_indirect']] = (height, entryHeights, type) =>
  called(height - 1, entryHeights, type)

const NO_TYPE: FuncType = { params: [], results: [] }

/** Signature of the call at `row`, or of the block that the instruction at `row` belongs to. */
function signatureAt(table: InstructionTable, row: number, signatures: SignatureSource): FuncType {
  const immediate = table.immediate[row] as number
  const code = table.opcode[row]
  if (code === opcode['call']) return signatures.ofFunction(immediate)
  if (code === opcode['call_indirect']) return signatures.ofType(immediate)
  if (code !== opcode['else'] && code !== opcode['end']) return signatures.ofBlock(immediate)
  const opener = code === opcode['end'] ? (table.match[row] as number) : openerOfElse(table, row)
  return opener < 0 ? NO_TYPE : signatures.ofBlock(table.immediate[opener] as number)
}

/** The `if` of the `else` at `row`, by way of their common `end`. */
function openerOfElse(table: InstructionTable, row: number): number {
  return table.match[table.match[row] as number] as number
}

function effectOf(stack: string): number {
  if (stack === 'polymorphic') return 0
  const [operands = '', results = ''] = stack.split('->')
  return countOf(results) - countOf(operands)
}

function countOf(types: string): number {
  return types.split(' ').filter((type) => type !== '').length
}
