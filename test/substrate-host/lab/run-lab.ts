import type { CallContext } from '../../../src/substrate-host/runtime/call-context.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import type { LabOperation } from './lab-operations.ts'
import { decodeResults, encodeProgram, type LabStep } from './lab-program.ts'
import { buildLabRuntime } from './lab-runtime.ts'

/** A lab of some operations, for functions that no other executor has. */
export class Lab {
  readonly #runtime: Runtime
  readonly #operations: readonly LabOperation[]

  private constructor(runtime: Runtime, operations: readonly LabOperation[]) {
    this.#runtime = runtime
    this.#operations = operations
  }

  static async of(operations: readonly LabOperation[]): Promise<Lab> {
    return new Lab(Runtime.load(await buildLabRuntime(operations)), operations)
  }

  /** The results of the steps that have one. */
  run(steps: readonly LabStep[], context: CallContext): Uint8Array[] {
    const input = encodeProgram(steps, this.#operations)
    return decodeResults(this.#runtime.call('lab', input, context))
  }
}
