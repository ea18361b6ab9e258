import { ByteWriter } from './byte-writer.ts'
import { encodeData, encodeElement } from './encode-segment.ts'
import { encodeFuncType, encodeGlobalType, encodeLimits, encodeTableType } from './encode-type.ts'
import { functionSize } from './function-size.ts'
import type { Export, ExternalKind, Func, Import, WasmModule } from './module.ts'
import { sectionId } from './section.ts'

const PREAMBLE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)

const kindBytes: Readonly<Record<ExternalKind, number>> = {
  func: 0,
  table: 1,
  memory: 2,
  global: 3,
}

/**
 * Encodes a module in the shortest form of every integer; bodies are copied as they are.
 *
 * A module that was decoded from such a canonical form gives the same bytes again.
 */
export function encodeModule(module: WasmModule): Uint8Array<ArrayBuffer> {
  return new ModuleEncoder(module).encode()
}

class ModuleEncoder {
  private readonly module: WasmModule
  private readonly out = new ByteWriter(4096)
  private readonly content = new ByteWriter(4096)
  private position = 0
  private nextCustom = 0

  constructor(module: WasmModule) {
    this.module = module
  }

  encode(): Uint8Array<ArrayBuffer> {
    const { module, content } = this
    this.out.bytes(PREAMBLE)
    this.customs()
    this.vector(sectionId.type, module.types, encodeFuncType)
    this.vector(sectionId.import, module.imports, encodeImport)
    this.vector(sectionId.function, module.functions, encodeTypeIndex)
    this.vector(sectionId.table, module.tables, encodeTableType)
    this.vector(sectionId.memory, module.memories, encodeLimits)
    this.vector(sectionId.global, module.globals, (writer, { type, init }) => {
      encodeGlobalType(writer, type)
      writer.bytes(init)
    })
    this.vector(sectionId.export, module.exports, encodeExport)
    if (module.start !== undefined) {
      content.u32(module.start)
      this.section(sectionId.start)
    }
    this.vector(sectionId.element, module.elements, encodeElement)
    if (module.hasDataCount) {
      content.u32(module.data.length)
      this.section(sectionId.dataCount)
    }
    this.vector(sectionId.code, module.functions, encodeFunction)
    this.vector(sectionId.data, module.data, encodeData)
    this.position = Number.MAX_SAFE_INTEGER
    this.customs()
    return this.out.toBytes()
  }

  /** A section that is a vector; none when it would be empty. */
  private vector<Item>(
    id: number,
    items: readonly Item[],
    encodeItem: (writer: ByteWriter, item: Item) => void,
  ): void {
    if (items.length === 0) return
    this.content.u32(items.length)
    for (const item of items) encodeItem(this.content, item)
    this.section(id)
  }

  private section(id: number): void {
    this.out.byte(id)
    this.out.sized(this.content.view())
    this.content.reset()
    this.position++
    this.customs()
  }

  /** The custom sections whose place has come. */
  private customs(): void {
    const { customs } = this.module
    for (let custom = customs[this.nextCustom]; custom; custom = customs[this.nextCustom]) {
      if (custom.position > this.position) return
      this.content.name(custom.name)
      this.content.bytes(custom.bytes)
      this.out.byte(sectionId.custom)
      this.out.sized(this.content.view())
      this.content.reset()
      this.nextCustom++
    }
  }
}

function encodeImport(writer: ByteWriter, { module, name, description }: Import): void {
  writer.name(module)
  writer.name(name)
  writer.byte(kindBytes[description.kind])
  switch (description.kind) {
    case 'func':
      writer.u32(description.typeIndex)
      break
    case 'table':
      encodeTableType(writer, description.type)
      break
    case 'memory':
      encodeLimits(writer, description.limits)
      break
    case 'global':
      encodeGlobalType(writer, description.type)
  }
}

function encodeTypeIndex(writer: ByteWriter, func: Func): void {
  writer.u32(func.typeIndex)
}

function encodeExport(writer: ByteWriter, { name, kind, index }: Export): void {
  writer.name(name)
  writer.byte(kindBytes[kind])
  writer.u32(index)
}

function encodeFunction(writer: ByteWriter, func: Func): void {
  const { locals, body } = func
  writer.u32(functionSize(func))
  writer.u32(locals.length)
  for (const { count, type } of locals) {
    writer.u32(count)
    writer.byte(type)
  }
  writer.bytes(body)
}
