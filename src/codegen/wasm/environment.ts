import type { LocalType } from '../assembler/code.ts'
import type { Emitter } from './emitter.ts'

/** A local that every function of a program has, beside its words. */
export interface EnvironmentLocal {
  readonly name: string
  readonly type: LocalType
}

/** A function of another module. */
export interface ImportedFunction {
  readonly module: string
  readonly name: string
  readonly params: readonly LocalType[]
  readonly results: readonly LocalType[]
}

/** A function that is written by hand around the program, under the name that it is exported with. */
export interface EntryFunction {
  readonly name: string
  readonly params: readonly LocalType[]
  readonly results: readonly LocalType[]
  /** Its parameters are locals 0, 1, …; `out.callMain()` calls the program. */
  readonly emit: (out: Emitter) => void
}

/** What surrounds the words of a program: code generation passes it on and does not know what it means. */
export interface Environment {
  readonly memory: { readonly module: string; readonly name: string }
  /** First parameters of every function. */
  readonly parameters: readonly EnvironmentLocal[]
  /** The next parameters of every function, and its first results. */
  readonly threaded: readonly EnvironmentLocal[]
  /** Pushes the threaded values that a function returns when the run is over. */
  readonly pushHalted: (out: Emitter) => void
  readonly entries: readonly EntryFunction[]
}
