import { compileLazily } from '../../primitives/optimised-module.ts'
import { ByteReader } from '../../wasm/byte-reader.ts'
import { decodeModule } from '../../wasm/decode-module.ts'
import type { DecodedModule } from '../../wasm/decoded-module.ts'
import { encodeModule } from '../../wasm/encode-module.ts'
import type { Export, FuncType, Limits } from '../../wasm/module.ts'
import { type BudgetedModule, withCallBudget } from './call-budget.ts'
import { decompressCode } from './decompress-code.ts'
import { InvalidRuntimeError } from './invalid-runtime-error.ts'
import { type InitialBytes, MemoryImage } from './memory-image.ts'

const I32_CONST = 0x41
const HEAP_BASE = '__heap_base'
/** Where the memory comes from that a runtime would make by itself. */
const OWN_MEMORY = { module: 'gantry', name: 'memory' } as const
/** Names under which the transformed module exports its mutable globals: `gantry:global:0` ... */
const GLOBAL_PREFIX = 'gantry:global:'

/** A function that a runtime imports. */
export interface FunctionImport {
  readonly module: string
  readonly name: string
  readonly type: FuncType
}

/** A runtime's code, ready to make instances of. */
export interface RuntimeCode {
  readonly module: WebAssembly.Module
  /** In the order in which the module imports them. */
  readonly functions: readonly FunctionImport[]
  /** The memory that it imports: one of its own is made an import. */
  readonly memory: Limits & { readonly module: string; readonly name: string }
  readonly heapBase: number
  /** Its mutable globals, as `module` exports them. */
  readonly globals: readonly string[]
  /** `undefined` when an instance cannot be brought back to its beginning. */
  readonly image: MemoryImage | undefined
}

/** Whether calls have a budget, see `withCallBudget`. */
export type Budgeting = 'budgeted' | 'unlimited'

/**
 * Decodes and compiles a runtime.
 * @throws InvalidRuntimeError
 */
export function prepareCode(code: Uint8Array, budgeting: Budgeting): RuntimeCode {
  const module = decode(decompressCode(code))
  const budget = budgeted(module)
  const run = budgeting === 'budgeted' ? budget.module : module
  const memory = memoryImport(module)
  const first = module.imports.filter(({ description }) => description.kind === 'global').length
  const mutable = module.globals.flatMap(({ type }, index) => (type.mutable ? [first + index] : []))
  const exported = mutable.map(
    (index): Export => ({ name: `${GLOBAL_PREFIX}${index}`, kind: 'global', index }),
  )
  const heap = heapBase(module, first)
  const data = budget.changesTables ? undefined : initialData(module)
  return {
    module: compile({
      ...withImportedMemory(run, memory),
      exports: [...run.exports, ...exported],
    }),
    functions: functionImports(module),
    memory,
    heapBase: heap,
    globals: exported.map(({ name }) => name),
    image: data && new MemoryImage({ data, heapBase: heap, stackPointer: stackPointer(module) }),
  }
}

function decode(bytes: Uint8Array): DecodedModule {
  try {
    return decodeModule(bytes)
  } catch (cause) {
    throw new InvalidRuntimeError('its code is no WebAssembly module', cause)
  }
}

function budgeted(module: DecodedModule): BudgetedModule {
  try {
    return withCallBudget(module)
  } catch (cause) {
    throw new InvalidRuntimeError('a function of it is no valid code', cause)
  }
}

function compile(module: DecodedModule): WebAssembly.Module {
  try {
    return compileLazily(encodeModule(module))
  } catch (cause) {
    throw new InvalidRuntimeError('its code is no valid WebAssembly module', cause)
  }
}

function functionImports({ imports, types }: DecodedModule): FunctionImport[] {
  return imports.flatMap(({ module, name, description }) => {
    if (description.kind === 'memory') return []
    if (description.kind !== 'func') {
      throw new InvalidRuntimeError(`it imports the ${description.kind} ${name}`)
    }
    return [{ module, name, type: types[description.typeIndex] as FuncType }]
  })
}

function memoryImport({ imports, memories }: DecodedModule): RuntimeCode['memory'] {
  for (const { module, name, description } of imports) {
    if (description.kind === 'memory') return { module, name, ...description.limits }
  }
  const [own] = memories
  if (own === undefined) throw new InvalidRuntimeError('it has no memory')
  return { ...OWN_MEMORY, ...own }
}

function withImportedMemory(module: DecodedModule, memory: RuntimeCode['memory']): DecodedModule {
  if (module.memories.length === 0) return module
  const { min, max } = memory
  const description = { kind: 'memory', limits: { min, max } } as const
  return { ...module, memories: [], imports: [...module.imports, { ...OWN_MEMORY, description }] }
}

/** The address in the exported global `__heap_base`, where what the compiler has put into memory ends. */
function heapBase({ exports, globals }: DecodedModule, imported: number): number {
  const { index } = exports.find(({ kind, name }) => kind === 'global' && name === HEAP_BASE) ?? {}
  const global = index === undefined ? undefined : globals[index - imported]
  const value = global === undefined ? undefined : constant(global.init)
  if (value === undefined) throw new InvalidRuntimeError(`it does not export ${HEAP_BASE}`)
  return value
}

/** Compilers make the stack pointer the first mutable global. */
function stackPointer({ globals }: DecodedModule): number | undefined {
  const first = globals.find(({ type }) => type.mutable)
  return first && constant(first.init)
}

/** Passive segments, offsets that are no constants and start functions are rare: such instances are used once. */
function initialData({ data, elements, start }: DecodedModule): InitialBytes[] | undefined {
  if (start !== undefined || elements.some(({ mode }) => mode.kind === 'passive')) return undefined
  const initial: InitialBytes[] = []
  for (const { mode, bytes } of data) {
    const offset = mode.kind === 'active' ? constant(mode.offset) : undefined
    if (offset === undefined) return undefined
    initial.push({ offset, bytes })
  }
  return initial
}

/** The value of `i32.const`, as an address. */
function constant(expression: Uint8Array): number | undefined {
  if (expression[0] !== I32_CONST) return undefined
  return new ByteReader(expression, 1).s32() >>> 0
}
