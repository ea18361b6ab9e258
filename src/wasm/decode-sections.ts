import type { ByteReader } from './byte-reader.ts'
import { readFunction } from './decode-function.ts'
import { readConstantExpression, readData, readElement } from './decode-segment.ts'
import { readFuncType, readGlobalType, readLimits, readTableType } from './decode-type.ts'
import type { Export, ExternalKind, Import, ImportDescription } from './module.ts'
import type { ModuleDraft } from './module-draft.ts'
import { readVector } from './read-vector.ts'
import { sectionId } from './section.ts'

const externalKinds: readonly ExternalKind[] = ['func', 'table', 'memory', 'global']

type SectionDecoder = (reader: ByteReader, draft: ModuleDraft) => void

/** How the content of each section is decoded, by section identifier; none for custom sections. */
export const sectionDecoders: Readonly<Record<number, SectionDecoder>> = {
  [sectionId.type](reader, { module, offsets }) {
    module.types = readVector(reader, 3, readFuncType, offsets.types)
  },
  [sectionId.import](reader, { module, offsets }) {
    module.imports = readVector(reader, 4, readImport, offsets.imports)
  },
  [sectionId.function](reader, draft) {
    draft.functionTypes = readVector(reader, 1, readIndex, draft.offsets.functions)
  },
  [sectionId.table](reader, { module, offsets }) {
    module.tables = readVector(reader, 3, readTableType, offsets.tables)
  },
  [sectionId.memory](reader, { module, offsets }) {
    module.memories = readVector(reader, 2, readLimits, offsets.memories)
  },
  [sectionId.global](reader, { module, offsets, buffer }) {
    const readGlobal = () => ({
      type: readGlobalType(reader),
      init: readConstantExpression(reader, buffer),
    })
    module.globals = readVector(reader, 3, readGlobal, offsets.globals)
  },
  [sectionId.export](reader, { module, offsets }) {
    module.exports = readVector(reader, 3, readExport, offsets.exports)
  },
  [sectionId.start](reader, { module, offsets }) {
    offsets.start = reader.position
    module.start = reader.u32()
  },
  [sectionId.element](reader, { module, offsets, buffer }) {
    module.elements = readVector(reader, 2, () => readElement(reader, buffer), offsets.elements)
  },
  [sectionId.dataCount](reader, draft) {
    draft.dataCount = reader.u32()
  },
  [sectionId.code](reader, { module, functionTypes }) {
    const start = reader.position
    const count = reader.count(2)
    if (count !== functionTypes.length) {
      reader.fail('function and code section have inconsistent lengths', start)
    }
    for (const typeIndex of functionTypes) module.functions.push(readFunction(reader, typeIndex))
  },
  [sectionId.data](reader, { module, offsets, buffer }) {
    module.data = readVector(reader, 2, () => readData(reader, buffer), offsets.data)
  },
}

function readIndex(reader: ByteReader): number {
  return reader.u32()
}

function readImport(reader: ByteReader): Import {
  const module = reader.name()
  const name = reader.name()
  return { module, name, description: readImportDescription(reader) }
}

function readImportDescription(reader: ByteReader): ImportDescription {
  const kind = externalKinds[reader.byte()]
  switch (kind) {
    case 'func':
      return { kind, typeIndex: reader.u32() }
    case 'table':
      return { kind, type: readTableType(reader) }
    case 'memory':
      return { kind, limits: readLimits(reader) }
    case 'global':
      return { kind, type: readGlobalType(reader) }
    default:
      return reader.fail('malformed import kind', reader.position - 1)
  }
}

function readExport(reader: ByteReader): Export {
  const name = reader.name()
  const kind =
    externalKinds[reader.byte()] ?? reader.fail('malformed export kind', reader.position - 1)
  return { name, kind, index: reader.u32() }
}
