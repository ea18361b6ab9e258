import { type InstructionName, instructions } from '../wasm/opcode.ts'
import { CompileYulError } from './compile-yul-error.ts'
import type { Dialect, FunctionGenerator } from './function-generator.ts'
import type { FunctionCall, Literal } from './yul-ast.ts'
import type { YulType } from './yul-type.ts'

/** Number of memory indices behind the instructions that have any. */
const memoryIndexCount: Readonly<Record<string, number>> = { memory: 1, memories: 2 }

/**
 * The dialect of the run-time library: names are i64 unless they say `:i32`, and every WebAssembly instruction without
 * labels is a builtin of its own name. A load or store may take its constant offset as a last literal.
 *
 * Arguments are evaluated from left to right; the library never has two effects in one expression.
 */
export function wasmDialect(memoryBase: number): Dialect {
  return {
    defaultType: 'i64',
    effectOf: () => 'none',
    emitCondition(generator, expression) {
      const [type] = generator.expression(expression)
      if (type !== 'i32') throw new CompileYulError('condition', `is ${type}, must be i32`)
    },
    emitBuiltin(generator, call) {
      if (call.name === 'memory.base') {
        generator.code.i32(memoryBase)
        return ['i32']
      }
      return emitInstruction(generator, call)
    },
  }
}

function emitInstruction(
  generator: FunctionGenerator,
  call: FunctionCall,
): readonly YulType[] | undefined {
  const { name } = call
  if (!(name in instructions)) return undefined
  const instruction = name as InstructionName
  if (instruction === 'unreachable') {
    generator.code.plain(instruction)
    return []
  }
  const { immediate, stack } = instructions[instruction]
  if (stack === 'polymorphic') return undefined // structured control and locals are Yul's own
  const [operands = '', results = ''] = stack.split('->')
  const params = typesOf(operands)
  const types = generator.arguments(call.args.slice(0, params.length), (arg) =>
    generator.expression(arg),
  )
  if (types.join() !== params.join()) {
    throw new CompileYulError(name, `called with (${types.join()}), takes (${params.join()})`)
  }
  if (immediate === 'memoryAccess')
    generator.code.memoryAccess(instruction, offsetOf(call.args[params.length] as Literal))
  else if (immediate in memoryIndexCount)
    generator.code.memoryIndices(instruction, memoryIndexCount[immediate] ?? 0)
  else generator.code.plain(instruction)
  return typesOf(results)
}

function offsetOf(literal: Literal | undefined): number {
  return Number(literal?.value ?? 0n)
}

function typesOf(list: string): YulType[] {
  return list.split(' ').filter((name) => name !== '') as YulType[]
}
