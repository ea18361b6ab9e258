import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { MalformedModuleError } from './malformed-module-error.ts'
import type { CustomSection, WasmModule } from './module.ts'

const NAME_SECTION = 'name'
const MODULE_NAME = 0
const FUNCTION_NAMES = 1
const LOCAL_NAMES = 2

/** Names for people, by index: what traces and printed modules show. */
export interface ModuleNames {
  readonly module: string | undefined
  readonly functions: ReadonlyMap<number, string>
  /** Names of locals by index, by function. */
  readonly locals: ReadonlyMap<number, ReadonlyMap<number, string>>
}

const NO_NAMES: ModuleNames = { module: undefined, functions: new Map(), locals: new Map() }

/**
 * The names in the module's custom section `name`; none when there is no such section or it is malformed, because a
 * custom section never makes a module invalid.
 *
 * @see https://webassembly.github.io/spec/core/appendix/custom.html#name-section
 */
export function moduleNames({ customs }: WasmModule): ModuleNames {
  const section = customs.find(({ name }) => name === NAME_SECTION)
  if (section === undefined) return NO_NAMES
  try {
    return readNames(new ByteReader(section.bytes))
  } catch (error) {
    if (error instanceof MalformedModuleError) return NO_NAMES
    throw error
  }
}

function readNames(reader: ByteReader): ModuleNames {
  let module: string | undefined
  let functions: ReadonlyMap<number, string> = NO_NAMES.functions
  let locals: ModuleNames['locals'] = NO_NAMES.locals
  while (reader.remaining > 0) {
    const id = reader.byte()
    const content = new ByteReader(reader.take(reader.u32()))
    if (id === MODULE_NAME) module = content.name()
    if (id === FUNCTION_NAMES) functions = readNameMap(content)
    if (id === LOCAL_NAMES) locals = readMap(content, () => readNameMap(content))
  }
  return { module, functions, locals }
}

function readNameMap(reader: ByteReader): ReadonlyMap<number, string> {
  return readMap(reader, () => reader.name())
}

function readMap<Value>(reader: ByteReader, readValue: () => Value): ReadonlyMap<number, Value> {
  const map = new Map<number, Value>()
  for (let left = reader.count(2); left > 0; left--) map.set(reader.u32(), readValue())
  return map
}

/** A custom section `name` that stands behind all other sections, where the specification wants it. */
export function nameSection({ module, functions, locals }: ModuleNames): CustomSection {
  const writer = new ByteWriter()
  const content = new ByteWriter()
  const subsection = (id: number) => {
    writer.byte(id)
    writer.sized(content.view())
    content.reset()
  }
  if (module !== undefined) {
    content.name(module)
    subsection(MODULE_NAME)
  }
  if (functions.size > 0) {
    writeMap(content, functions, (name) => content.name(name))
    subsection(FUNCTION_NAMES)
  }
  if (locals.size > 0) {
    writeMap(content, locals, (names) => writeMap(content, names, (name) => content.name(name)))
    subsection(LOCAL_NAMES)
  }
  return { name: NAME_SECTION, bytes: writer.toBytes(), position: Number.MAX_SAFE_INTEGER }
}

/** Entries go by ascending index, as the specification demands. */
function writeMap<Value>(
  writer: ByteWriter,
  map: ReadonlyMap<number, Value>,
  writeValue: (value: Value) => void,
): void {
  writer.u32(map.size)
  for (const [index, value] of [...map].sort(([a], [b]) => a - b)) {
    writer.u32(index)
    writeValue(value)
  }
}
