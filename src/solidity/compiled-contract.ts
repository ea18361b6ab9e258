import type { Abi } from './abi.ts'

/** A contract ready to deploy. */
export interface CompiledContract {
  readonly name: string
  /** Path of the source that defines it, as the compiler was given it. */
  readonly source: string
  readonly abi: Abi
  /** The init code: a module, or EVM bytecode. ABI-encoded constructor arguments are appended to it. */
  readonly bytecode: Uint8Array
}
