import type { Address } from '../primitives/address.ts'
import type { Bytes32, CodeHash } from '../primitives/bytes32.ts'
import type { Gas, Wei } from '../primitives/quantity.ts'

export type MessageKind = 'call' | 'delegatecall' | 'callcode' | 'create' | 'create2'

/** What a contract, or a transaction, asks to be executed: `evmc_message`. */
export interface Message {
  readonly kind: MessageKind
  /** State changes are forbidden (EVMC_STATIC). */
  readonly isStatic: boolean
  /** Nesting of calls; 0 for the message of a transaction, at most 1024. */
  readonly depth: number
  readonly gas: Gas
  /** The account whose storage and balance the code sees. For creates: filled in by the host. */
  readonly recipient: Address
  readonly sender: Address
  /**
   * The account whose code runs; differs from `recipient` for delegatecall and callcode. Where its code names another
   * account (EIP-7702) this stays the account that was called: the host follows the name, once.
   */
  readonly codeAddress: Address
  /** Moved from `sender` to `recipient` by call and create; only visible for delegatecall. */
  readonly value: Wei
  /** Call data; the init code for creates. Not written to while the message runs. */
  readonly input: Uint8Array
  /** Salt of create2 (EIP-1014); undefined for the other kinds. */
  readonly create2Salt: Bytes32 | undefined
  /**
   * What is left of the transaction's stack-height budget, in the units of docs/stack-height.md. One budget serves the
   * whole tree of nested calls, so that the native stack is never what ends it.
   */
  readonly stackLeft: number
}

/** Code with its hash, as one object: the same code is the same object, so that a `Vm` can remember it by identity. */
export interface ContractCode {
  readonly bytes: Uint8Array
  readonly hash: CodeHash
}
