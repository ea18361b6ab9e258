import { ByteReader } from './byte-reader.ts'
import { sectionDecoders } from './decode-sections.ts'
import type { DecodedModule } from './decoded-module.ts'
import { emptyDraft, type ModuleDraft } from './module-draft.ts'
import { sectionId, sectionOrder } from './section.ts'

const MAGIC = 0x6d736100 // "\0asm", little-endian
const VERSION = 1
const PREAMBLE_LENGTH = 8

/**
 * Decodes a module. Function bodies stay views into `bytes`; `decodeInstructions` and `validateModule` look into them.
 *
 * Cost is linear in the bytes; nothing is allocated from a length that is only claimed.
 *
 * @throws MalformedModuleError
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export function decodeModule(bytes: Uint8Array): DecodedModule {
  const reader = new ByteReader(bytes)
  readPreamble(reader)
  const draft = emptyDraft(bytes)
  let lastOrder = 0
  for (let position = 0; reader.remaining > 0; ) {
    const start = reader.position
    const id = reader.byte()
    const content = readContent(reader)
    if (id === sectionId.custom) {
      const name = content.name()
      draft.module.customs.push({ name, bytes: content.take(content.remaining), position })
      continue
    }
    const order = sectionOrder[id] ?? reader.fail('malformed section id', start)
    if (order <= lastOrder) reader.fail('section twice or out of order', start)
    lastOrder = order
    position++
    sectionDecoders[id]?.(content, draft)
    if (content.remaining > 0) content.fail('section size mismatch')
  }
  checkCounts(reader, draft)
  return finish(draft)
}

function readPreamble(reader: ByteReader): void {
  const { bytes } = reader
  if (bytes.length < PREAMBLE_LENGTH) reader.fail('unexpected end', bytes.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, PREAMBLE_LENGTH)
  if (view.getUint32(0, true) !== MAGIC) reader.fail('magic header not detected', 0)
  if (view.getUint32(4, true) !== VERSION) reader.fail('unknown binary version', 4)
  reader.position = PREAMBLE_LENGTH
}

/** A reader of the section's content; the given one moves behind it. */
function readContent(reader: ByteReader): ByteReader {
  const start = reader.position
  const length = reader.u32()
  if (length > reader.remaining) reader.fail('length out of bounds', start)
  const content = new ByteReader(reader.bytes, reader.position, reader.position + length)
  reader.skip(length)
  return content
}

/** What sections say about each other, where one of them may be absent. */
function checkCounts(reader: ByteReader, { functionTypes, module, dataCount }: ModuleDraft): void {
  if (functionTypes.length !== module.functions.length) {
    reader.fail('function and code section have inconsistent lengths')
  }
  if (dataCount !== undefined && dataCount !== module.data.length) {
    reader.fail('data count and data section have inconsistent lengths')
  }
}

/** Field by field and not with a spread: all modules then have one hidden class, and what walks them stays optimised. */
function finish({ module, offsets, dataCount }: ModuleDraft): DecodedModule {
  return {
    types: module.types,
    imports: module.imports,
    functions: module.functions,
    tables: module.tables,
    memories: module.memories,
    globals: module.globals,
    exports: module.exports,
    start: module.start,
    elements: module.elements,
    data: module.data,
    hasDataCount: dataCount !== undefined,
    customs: module.customs,
    source: module.source,
    offsets,
  }
}
