import type { AbstractValue } from './abstract-value.ts'
import type { BlockEffect } from './block-effects.ts'
import type { StackEffect } from './stack-effect.ts'

/** A block in a procedure, with what is known of the stack when it begins. One block may have several. */
export interface Place {
  /** Among the places of its procedure. */
  readonly index: number
  readonly block: number
  /** Items on the stack, less those at the procedure's entry; negative when it has taken some of these. */
  readonly height: number
  /** How far below the top the items are that later jumps depend on, and these items in terms of the procedure's entry. */
  readonly slots: readonly number[]
  readonly held: readonly AbstractValue[]
  /** Where a `jump` or `branch` goes when it is taken. */
  taken: Edge | undefined
  /** Where control goes on behind a `fall` or a `branch` that is not taken. */
  next: Edge | undefined
}

/** The stack between blocks, relative to the entry of the procedure that is followed. */
export interface PlaceStack {
  readonly height: number
  /** The item so far below the top, in terms of the procedure's entry. */
  item(slot: number): AbstractValue
}

/** How control goes from one block to another. */
export type Edge =
  | { readonly kind: 'jump'; readonly to: Place }
  /** A procedure is called; when it returns control goes on by `then`. */
  | { readonly kind: 'call'; readonly callee: Procedure; readonly height: number; readonly then: Edge } // biome-ignore format: one row
  /** To the return address of this procedure. */
  | { readonly kind: 'return' }
  /** To what is no destination. */
  | { readonly kind: 'badJump' }

/** A part of the code that is entered by calls, and leaves by jumping to an address that its caller has pushed. */
export interface Procedure {
  readonly index: number
  readonly block: number
  readonly exit: ProcedureExit | undefined
  /** The first is its entry. */
  readonly places: Place[]
}

/** How a procedure returns. The message's own code does not. */
export interface ProcedureExit {
  /** Where the return address is at entry, below the top. */
  readonly slot: number
  /** What the procedure has done to the stack when it returns. */
  readonly effect: StackEffect
  /** Items at entry, by their slot, that callers rely on to be where they were: addresses. */
  readonly trusted: Set<number>
}

/** Code whose every jump is known. The first procedure is where a message begins. */
export interface ControlFlow {
  /** By block. */
  readonly effects: readonly BlockEffect[]
  readonly procedures: readonly Procedure[]
}

/** Why jumps of a piece of code are not all resolved. */
export type UnresolvedReason =
  /** The summaries did not settle within their bound. */
  | 'summaries'
  /** A destination is computed, or read from memory or storage. */
  | 'destination'
  /** The stack at a return is not what the callers were told. */
  | 'return'
  /** Copies of blocks for different contexts exceed their bound. */
  | 'growth'
  /** Calls need more items than the stack is known to hold. */
  | 'reach'

/** The control flow, or why and in which block it is not known. */
export type Recovered =
  | { readonly ok: true; readonly flow: ControlFlow }
  | { readonly ok: false; readonly reason: UnresolvedReason; readonly pc: number }
