import { CompileYulError } from './compile-yul-error.ts'

/** Where bytes that code may copy lie in the module, and how many there are. */
export interface Segment {
  readonly offset: number
  readonly size: number
}

/** Linear memory below this is the run-time library's; `runtime/memory-map.ts` says for what. */
export const IMMUTABLES_ADDRESS = 704
export const IMMUTABLE_BYTES = 32

/** What the code of an object may ask about the module it becomes and about the objects in it. */
export class ObjectLayout {
  readonly name: string
  /** Names of the immutables that the code reads, in the order of their addresses. */
  readonly immutables: readonly string[]
  readonly #segments: ReadonlyMap<string, Segment>
  /** Where the immutables of the objects within lie in those objects' modules. */
  readonly #innerImmutables: ReadonlyMap<string, number>

  constructor(parts: {
    readonly name: string
    readonly immutables: readonly string[]
    readonly segments: ReadonlyMap<string, Segment>
    readonly innerImmutables: ReadonlyMap<string, number>
  }) {
    this.name = parts.name
    this.immutables = parts.immutables
    this.#segments = parts.segments
    this.#innerImmutables = parts.innerImmutables
  }

  /**
   * The place of an object or data within this one; the object itself begins at 0.
   * @throws CompileYulError
   */
  segment(name: string): Segment {
    if (name === this.name) return { offset: 0, size: 0 }
    const segment = this.#segments.get(name)
    if (segment === undefined) throw new CompileYulError(name, 'names no object or data here')
    return segment
  }

  /** Address in linear memory of an immutable's 32 bytes. */
  immutableAddress(name: string): number {
    return IMMUTABLES_ADDRESS + IMMUTABLE_BYTES * this.immutables.indexOf(name)
  }

  /** Offset of an immutable's bytes in the deployed module; undefined when that never reads it. */
  immutablePosition(name: string): number | undefined {
    return this.#innerImmutables.get(name)
  }

  /** First address of EVM memory. */
  get memoryBase(): number {
    const end = IMMUTABLES_ADDRESS + IMMUTABLE_BYTES * this.immutables.length
    return Math.ceil(end / 64) * 64
  }
}
