import type { GuestHost } from '../runtime/guest-host.ts'

/** Wasm types as the specification of the host functions writes them. */
export type HostType = 'i32' | 'i64'

/**
 * A host function: its type, and what makes it for an instance.
 *
 * An i64 comes as two numbers, its lower and its upper half (of a sized pointer: pointer and length), both as signed
 * i32; an i64 result is the lower half, with the upper one given by `GuestHost.wide`.
 */
export interface HostFunction {
  readonly parameters: readonly HostType[]
  readonly result: HostType | undefined
  readonly bind: (host: GuestHost) => (...halves: number[]) => unknown
}

/** A family of host functions by name. */
export type HostFunctions = Readonly<Record<string, HostFunction>>
