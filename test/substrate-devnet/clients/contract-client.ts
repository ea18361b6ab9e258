import type { Hex } from '../../../src/primitives/hex.ts'

/** A value of an event in a form that does not depend on the client: numbers in decimal, bytes as hex. */
export type SeenValue = string | readonly SeenValue[] | { readonly [name: string]: SeenValue }

/** An event of pallet-ewasm as a client shows it. */
export interface SeenEvent {
  readonly name: string
  readonly fields: SeenValue
}

/** What a client knows of a transaction that it has sent. */
export interface SentTransaction {
  readonly block: Hex
  /** Its place in the block. */
  readonly index: number
  /** The encoded call, as the client has made it. */
  readonly call: Hex
  readonly events: readonly SeenEvent[]
  /** The statuses that it heard of, in their order. */
  readonly statuses: readonly string[]
}

/** Events of pallet-ewasm that a client has heard of by following the chain. */
export interface FollowedBlock {
  readonly block: Hex
  readonly events: readonly SeenEvent[]
}

/** What both clients can do with contracts, each in its own way. */
export interface ContractClient {
  create(code: Hex): Promise<SentTransaction>
  call(target: Hex, input: Hex): Promise<SentTransaction>
  /** Runs a call without a transaction: what it returns. */
  dryRun(target: Hex, input: Hex): Promise<string>
  /** All blocks since the client was made, with events of pallet-ewasm in them. */
  readonly followed: readonly FollowedBlock[]
  /** The call of a transaction in a block, read back from there. */
  callAt(block: Hex, index: number): Promise<Hex>
  close(): Promise<void>
}

export const GAS_LIMIT = 5_000_000n

/** `gasUsed` as Rust writes it, `gas_used`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
