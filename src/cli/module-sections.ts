import { ByteReader } from '../wasm/byte-reader.ts'
import { sectionId } from '../wasm/section.ts'

/** A section of a module as it lies in the file. */
export interface ModuleSection {
  /** The specification's name; `custom NAME` for custom sections. */
  readonly name: string
  /** Of the content, behind identifier and size. */
  readonly offset: number
  readonly bytes: number
}

const PREAMBLE_BYTES = 8
const names = Object.fromEntries(Object.entries(sectionId).map(([name, id]) => [id, name]))

/**
 * The sections of a module that can be decoded.
 * @throws MalformedModuleError
 */
export function moduleSections(bytes: Uint8Array): ModuleSection[] {
  const reader = new ByteReader(bytes, PREAMBLE_BYTES)
  const sections: ModuleSection[] = []
  while (reader.remaining > 0) {
    const id = reader.byte()
    const size = reader.u32()
    const offset = reader.position
    const content = reader.take(size)
    const name = id === sectionId.custom ? `custom ${new ByteReader(content).name()}` : names[id]
    sections.push({ name: name ?? `${id}`, offset, bytes: size })
  }
  return sections
}
