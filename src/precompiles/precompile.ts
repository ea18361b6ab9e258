import type { Gas } from '../primitives/quantity.ts'

/** A contract that the protocol itself provides. Pure: the same input gives the same output on every machine. */
export interface Precompile {
  /** As the EIPs call it. */
  readonly name: string
  /** Price of a call with this input under the table's revision. Cheap, and exact for hostile lengths. */
  gas(input: Uint8Array): Gas
  /**
   * The output, undefined for input that the precompile refuses (the call fails and its gas is gone).
   * @throws PrecompileNotReadyError when its library is not loaded yet.
   */
  run(input: Uint8Array): Uint8Array | undefined
}
