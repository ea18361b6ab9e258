import type { ProgramFacts } from '../analysis/facts.ts'
import type { StructuredProgram } from '../analysis/structured-program.ts'
import type { Program } from '../ir/program.ts'
import { Emitter } from './emitter.ts'
import type { EntryFunction, Environment } from './environment.ts'
import { variableLocals } from './function-frame.ts'
import { type FunctionSignature, signatureOf, total } from './function-signature.ts'
import { FunctionTranslator } from './function-translator.ts'
import { codesOf, ModuleContext } from './module-context.ts'
import { type ModuleFunction, writeModule } from './write-module.ts'

/**
 * Translates a program to a module, as the bytes of its binary format: the same program gives the same bytes.
 *
 * The module imports the environment's memory, functions of `kernel` and what effects call; it exports the entries of the
 * environment.
 */
export function compileProgram(
  structured: StructuredProgram,
  facts: ProgramFacts,
  environment: Environment,
): Uint8Array<ArrayBuffer> {
  const { program, graphs } = structured
  const context = new ModuleContext()
  const signatures = facts.functions.map((each, index) => signatureOf(each, facts.demand, index))
  const functions = program.functions.map((_, index) =>
    translateFunction({ program, graphs, facts, environment, context, signatures }, index),
  )
  const entries = environment.entries.map((entry) =>
    translateEntry({ program, graphs, facts, environment, context, signatures }, entry),
  )
  return writeModule({
    context,
    environment,
    functions: [...functions, ...entries],
    table: program.table,
  })
}

interface Compilation {
  readonly program: Program
  readonly graphs: StructuredProgram['graphs']
  readonly facts: ProgramFacts
  readonly environment: Environment
  readonly context: ModuleContext
  readonly signatures: readonly FunctionSignature[]
}

function translateFunction(compilation: Compilation, index: number): ModuleFunction {
  const { program, graphs, facts, environment, context, signatures } = compilation
  const each = program.functions[index] as Program['functions'][number]
  const functionFacts = facts.functions[index] as ProgramFacts['functions'][number]
  const signature = signatures[index] as FunctionSignature
  const limbs = { params: total(signature.parameters), results: total(signature.results) }
  const before = environment.parameters.length + environment.threaded.length
  const shape = { params: before + limbs.params, resultLimbs: limbs.results }
  const out = new Emitter(context, environment, shape, program.main)
  const variables = variableLocals(out, functionFacts, signature)
  const input = { index, facts, signatures, variables }
  new FunctionTranslator(
    out,
    each,
    graphs[index] as StructuredProgram['graphs'][number],
    input,
  ).translate()
  out.finish()
  return { typeIndex: context.functionType(environment, limbs) }
}

function translateEntry(compilation: Compilation, entry: EntryFunction): ModuleFunction {
  const { program, environment, context } = compilation
  const { name, params, results, emit } = entry
  const out = new Emitter(
    context,
    environment,
    { params: params.length, resultLimbs: 0 },
    program.main,
  )
  emit(out)
  out.finish()
  return { typeIndex: context.typeIndex(codesOf(params), codesOf(results)), name }
}
