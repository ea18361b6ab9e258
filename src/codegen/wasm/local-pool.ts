import type { ByteWriter } from '../../wasm/byte-writer.ts'
import { type LocalType, typeCode } from '../assembler/code.ts'

/**
 * The locals of one function behind its parameters. A local that is given back is handed out again: V8 takes at most
 * 50,000 in a function, and each costs at every join of control flow.
 */
export class LocalPool {
  readonly #first: number
  readonly #types: LocalType[] = []
  readonly #free: Readonly<Record<LocalType, number[]>> = { i32: [], i64: [], v128: [] }

  constructor(params: number) {
    this.#first = params
  }

  take(type: LocalType): number {
    return this.#free[type].pop() ?? this.reserve(type)
  }

  /** A local that nothing has used before: what is set at the entry of the function is there wherever it is read. */
  reserve(type: LocalType): number {
    return this.#first + this.#types.push(type) - 1
  }

  release(local: number): void {
    const type = this.#types[local - this.#first]
    if (type !== undefined) this.#free[type].push(local)
  }

  /** Writes the declarations as the code section holds them: runs of one type. */
  write(writer: ByteWriter): void {
    const runs: { type: LocalType; count: number }[] = []
    for (const type of this.#types) {
      const last = runs.at(-1)
      if (last?.type === type) last.count++
      else runs.push({ type, count: 1 })
    }
    writer.u32(runs.length)
    for (const { type, count } of runs) {
      writer.u32(count)
      writer.byte(typeCode(type))
    }
  }
}
