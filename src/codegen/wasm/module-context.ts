import { ByteWriter } from '../../wasm/byte-writer.ts'
import { type FuncType, type ValueType, valueType } from '../../wasm/module.ts'
import { type LocalType, typeCode } from '../assembler/code.ts'
import type { Environment, ImportedFunction } from './environment.ts'

interface Typed {
  readonly type: LocalType
}

const typeOf = ({ type }: Typed): LocalType => type

/** A call of a function of the program: its index is known only when all imports are. */
export interface CallPlace {
  /** Where the padded index is. */
  readonly offset: number
  readonly callee: number
}

/** Numbers of i64 that words take. */
export interface LimbCounts {
  readonly params: number
  readonly results: number
}

/** Above the number of limbs that any function takes. */
const LIMBS_LIMIT = 2 ** 20

/** A module while its functions are written. Types and imports get their index when they are first used. */
export class ModuleContext {
  /** The functions written so far, as the code section holds them. */
  readonly code = new ByteWriter(65_536)
  /** Scratch of the function being written: its declarations, what it does at entry, and its body. */
  readonly head = new ByteWriter(256)
  readonly prologue = new ByteWriter(64)
  readonly body = new ByteWriter(16_384)
  /** Places in `code`. */
  readonly calls: CallPlace[] = []
  readonly types: FuncType[] = []
  readonly imports: { readonly imported: ImportedFunction; readonly typeIndex: number }[] = []
  readonly #typeIndexes = new Map<string, number>()
  readonly #functionTypes = new Map<number, number>()
  readonly #importIndexes = new Map<ImportedFunction, number>()

  /** Adds a function; the places of its calls are in its body. */
  addCode(head: Uint8Array, body: Uint8Array, calls: readonly CallPlace[]): void {
    this.code.u32(head.length + body.length)
    this.code.bytes(head)
    const start = this.code.length
    this.code.bytes(body)
    for (const { offset, callee } of calls) this.calls.push({ offset: start + offset, callee })
  }

  typeIndex(params: readonly ValueType[], results: readonly ValueType[]): number {
    const key = `${params.join()}>${results.join()}`
    const known = this.#typeIndexes.get(key)
    if (known !== undefined) return known
    const index = this.types.push({ params, results }) - 1
    this.#typeIndexes.set(key, index)
    return index
  }

  /** The type of a function with parameters and results such as these, e.g. locals of an environment. */
  typeIndexOf(params: readonly Typed[], results: readonly Typed[]): number {
    return this.typeIndex(codesOf(params.map(typeOf)), codesOf(results.map(typeOf)))
  }

  /** The type of a function of the program: words are passed as limbs behind its environment. */
  functionType({ parameters, threaded }: Environment, limbs: LimbCounts): number {
    const key = limbs.params * LIMBS_LIMIT + limbs.results
    const known = this.#functionTypes.get(key)
    if (known !== undefined) return known
    const before = codesOf(parameters.map(typeOf))
    const through = codesOf(threaded.map(typeOf))
    const params = [...before, ...through, ...limbTypes(limbs.params)]
    const index = this.typeIndex(params, [...through, ...limbTypes(limbs.results)])
    this.#functionTypes.set(key, index)
    return index
  }

  importIndex(imported: ImportedFunction): number {
    const known = this.#importIndexes.get(imported)
    if (known !== undefined) return known
    const typeIndex = this.typeIndex(codesOf(imported.params), codesOf(imported.results))
    const index = this.imports.push({ imported, typeIndex }) - 1
    this.#importIndexes.set(imported, index)
    return index
  }
}

export function codesOf(types: readonly LocalType[]): readonly ValueType[] {
  return types.map(typeCode)
}

function limbTypes(limbs: number): readonly ValueType[] {
  return new Array<ValueType>(limbs).fill(valueType.i64)
}
