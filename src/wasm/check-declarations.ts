import type { ContractProfile } from './contract-profile.ts'
import type { DecodedModule, ModuleOffsets } from './decoded-module.ts'
import { functionSize } from './function-size.ts'
import { functionType } from './item-type.ts'
import { type Export, type FuncType, type Import, valueType, type WasmModule } from './module.ts'
import { checkLimit, type Place, type ProfileViolation, violation } from './profile-violation.ts'
import { resultTypeName, valueTypeName } from './value-type-name.ts'

/** Exports with this prefix are the engine's own: metering adds them. */
export const RESERVED_EXPORT_PREFIX = 'gantry:'

const { f32, f64, v128 } = valueType

type Check = (
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
) => ProfileViolation | undefined

/** Checked in this order: the cheap counts come before what walks over many things. */
const checks: readonly Check[] = [
  checkCounts,
  checkTypes,
  checkFunctions,
  checkTablesAndMemory,
  checkSegments,
  checkGlobals,
  checkImports,
  checkExports,
  checkStart,
]

/** The first thing outside of bodies that `profile` does not allow. */
export function checkDeclarations(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  for (const check of checks) {
    const found = check(module, profile)
    if (found !== undefined) return found
  }
  return undefined
}

function place(
  module: WasmModule | DecodedModule,
  list: Exclude<keyof ModuleOffsets, 'start'>,
  index: number,
): Place {
  return { index, offset: 'offsets' in module ? module.offsets[list][index] : undefined }
}

/** The first violation among the items of a list. */
function firstIn<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => ProfileViolation | undefined,
): ProfileViolation | undefined {
  for (const [index, item] of items.entries()) {
    const found = check(item, index)
    if (found !== undefined) return found
  }
  return undefined
}

function checkCounts(
  module: WasmModule,
  { limits }: ContractProfile,
): ProfileViolation | undefined {
  return (
    checkLimit(limits, 'types', module.types.length) ??
    checkLimit(limits, 'imports', module.imports.length) ??
    checkLimit(limits, 'functions', module.functions.length) ??
    checkLimit(limits, 'globals', module.globals.length) ??
    checkLimit(limits, 'tables', module.tables.length) ??
    checkLimit(limits, 'elementSegments', module.elements.length) ??
    checkLimit(limits, 'dataSegments', module.data.length)
  )
}

/** Function types: their length, and the types in them. */
export function checkTypes(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  return firstIn(module.types, ({ params, results }, index) => {
    const at = place(module, 'types', index)
    return (
      checkLimit(profile.limits, 'params', params.length, at) ??
      checkLimit(profile.limits, 'results', results.length, at) ??
      firstIn(params, (type) => checkValueType(type, profile, at)) ??
      firstIn(results, (type) => checkValueType(type, profile, at))
    )
  })
}

function checkValueType(
  type: number,
  { floats, vectors }: ContractProfile,
  at: Place,
): ProfileViolation | undefined {
  if (floats === 'refused' && (type === f32 || type === f64)) {
    return violation('FLOAT_TYPE', `The type ${valueTypeName(type)} is not deterministic.`, at)
  }
  if (vectors === 'refused' && type === v128) {
    return violation('VECTOR_TYPE', 'The type v128 is not allowed in contracts.', at)
  }
  return undefined
}

function checkFunctions(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  return firstIn(module.functions, (func, index) => {
    const { typeIndex, locals, bodyOffset } = func
    const at: Place = { index, offset: 'offsets' in module ? bodyOffset : undefined }
    const params = module.types[typeIndex]?.params.length ?? 0
    const count = locals.reduce((sum, run) => sum + run.count, params)
    return (
      checkLimit(profile.limits, 'locals', count, at) ??
      checkLimit(profile.limits, 'functionBytes', functionSize(func), at) ??
      firstIn(locals, ({ type }) => checkValueType(type, profile, at))
    )
  })
}

function checkTablesAndMemory(
  module: WasmModule | DecodedModule,
  { limits }: ContractProfile,
): ProfileViolation | undefined {
  return (
    firstIn(module.tables, (table, index) =>
      checkLimit(limits, 'tableElements', table.limits.min, place(module, 'tables', index)),
    ) ??
    firstIn(module.memories, ({ min, max }, index) => {
      const at = place(module, 'memories', index)
      return (
        checkLimit(limits, 'initialMemoryPages', min, at) ??
        checkLimit(limits, 'maximumMemoryPages', max ?? 0, at)
      )
    })
  )
}

function checkSegments(
  module: WasmModule | DecodedModule,
  { limits }: ContractProfile,
): ProfileViolation | undefined {
  return firstIn(module.elements, ({ items }, index) => {
    const count = items.kind === 'functions' ? items.indices.length : items.expressions.length
    return checkLimit(limits, 'elementItems', count, place(module, 'elements', index))
  })
}

function checkGlobals(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  return firstIn(module.globals, ({ type }, index) =>
    checkValueType(type.type, profile, place(module, 'globals', index)),
  )
}

function checkImports(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  return firstIn(module.imports, (item, index) => {
    const at = place(module, 'imports', index)
    const tooLong =
      checkLimit(profile.limits, 'nameBytes', Buffer.byteLength(item.module), at) ??
      checkLimit(profile.limits, 'nameBytes', Buffer.byteLength(item.name), at)
    return tooLong ?? checkImport(item, module, profile, at)
  })
}

function checkImport(
  { module: namespace, name, description }: Import,
  module: WasmModule,
  { imports }: ContractProfile,
  at: Place,
): ProfileViolation | undefined {
  if (imports === 'any') return undefined
  const label = `${namespace}.${name}`
  const expected = Object.hasOwn(imports, namespace) ? imports[namespace] : undefined
  const type = expected !== undefined && Object.hasOwn(expected, name) ? expected[name] : undefined
  if (type === undefined) {
    return violation('UNKNOWN_IMPORT', `There is no host function ${label} to import.`, at)
  }
  if (description.kind !== 'func') {
    const message = `The import ${label} is a ${description.kind}, not a function.`
    return violation('IMPORT_NOT_A_FUNCTION', message, at)
  }
  const actual = module.types[description.typeIndex]
  if (actual !== undefined && isSameType(actual, type)) return undefined
  const found = actual === undefined ? 'none' : typeName(actual)
  const message = `The import ${label} has the type ${found} instead of ${typeName(type)}.`
  return violation('WRONG_IMPORT_TYPE', message, at)
}

function checkExports(
  module: WasmModule | DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  const { limits, exports } = profile
  const named = firstIn(module.exports, ({ name }, index) => {
    const at = place(module, 'exports', index)
    if (name.startsWith(RESERVED_EXPORT_PREFIX)) {
      const message = `The export ${JSON.stringify(name)} has the prefix of the engine's own exports.`
      return violation('RESERVED_EXPORT', message, at)
    }
    return checkLimit(limits, 'nameBytes', Buffer.byteLength(name), at)
  })
  if (named !== undefined) return named
  if (exports === 'any') return checkLimit(limits, 'exports', module.exports.length)
  return (
    firstIn(module.exports, (item, index) =>
      checkEwasmExport(item, module, place(module, 'exports', index)),
    ) ?? firstIn(['main', 'memory'], (name) => checkPresent(module, name))
  )
}

function checkPresent(module: WasmModule, name: string): ProfileViolation | undefined {
  if (module.exports.some((item) => item.name === name)) return undefined
  return violation('MISSING_EXPORT', `The export ${name} is missing.`)
}

function checkEwasmExport(
  { name, kind, index }: Export,
  module: WasmModule,
  at: Place,
): ProfileViolation | undefined {
  const expected = name === 'main' ? 'func' : name === 'memory' ? 'memory' : undefined
  if (expected === undefined) {
    const message = `The export ${JSON.stringify(name.slice(0, 80))} is neither main nor memory.`
    return violation('UNKNOWN_EXPORT', message, at)
  }
  if (kind !== expected) {
    return violation('WRONG_EXPORT_KIND', `The export ${name} is a ${kind}, not a ${expected}.`, at)
  }
  if (kind !== 'func') return undefined
  const type = functionType(module, index)
  if (type === undefined || (type.params.length === 0 && type.results.length === 0))
    return undefined
  const message = `The function main has the type ${typeName(type)} instead of [] -> [].`
  return violation('WRONG_MAIN_TYPE', message, at)
}

function checkStart(
  module: WasmModule | DecodedModule,
  { startFunction }: ContractProfile,
): ProfileViolation | undefined {
  if (module.start === undefined || startFunction === 'allowed') return undefined
  return violation('START_FUNCTION', 'A contract must not have a start function.', {
    index: module.start,
    offset: 'offsets' in module ? module.offsets.start : undefined,
  })
}

function isSameType(a: FuncType, b: FuncType): boolean {
  return typeName(a) === typeName(b)
}

function typeName({ params, results }: FuncType): string {
  return `${resultTypeName(params)} -> ${resultTypeName(results)}`
}
