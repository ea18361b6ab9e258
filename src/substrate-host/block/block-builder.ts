import type { Hash } from '../../primitives/bytes32.ts'
import { encodeBytes } from '../../primitives/scale/encode.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { Overlay } from '../overlay/overlay.ts'
import type { CallContext } from '../runtime/call-context.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { RuntimeCallError } from '../runtime/runtime-call-error.ts'
import type { CommittedState } from '../storage/committed-state.ts'
import type { StorageChange, StorageChanges } from '../storage-changes.ts'
import { decodeHeader, encodeHeader } from './encode-header.ts'
import { type Block, type DigestItem, emptyHeader } from './header.ts'
import { encodeInherentData, type Inherent } from './inherent-data.ts'

/** What a block is made on. */
export interface BlockParent {
  readonly hash: Hash
  readonly number: number
  readonly state: CommittedState
  /** The runtime of this state. One that the block brings comes after it. */
  readonly runtime: Runtime
}

/** What runtime calls get beside the state. */
export type CallExtras = Omit<CallContext, 'overlay'>

/** How a block begins. */
export interface BlockStart {
  readonly digest: readonly DigestItem[]
  /** Values that the state has before the block begins, whatever its parent left. */
  readonly storage: readonly StorageChange[]
}

/** What became of an extrinsic. */
export type ApplyOutcome =
  /** It is in the block. Its call may have failed for all that: the events tell. */
  | { readonly kind: 'applied' }
  /** It does not apply and left nothing behind; `error` is the runtime's SCALE `TransactionValidityError`. */
  | { readonly kind: 'refused'; readonly error: Uint8Array }
  /** The runtime trapped on it, and nothing is left of it. */
  | { readonly kind: 'trapped'; readonly error: RuntimeCallError }

/** A block that was made, with the changes that it makes. */
export interface BuiltBlock extends Block {
  readonly changes: StorageChanges
}

const APPLIED = { kind: 'applied' } as const
const APPLY_RESULT = 'ApplyExtrinsicResult'
const ONLY_INHERENTS = 1

/**
 * Makes a block step by step, as authoring nodes do: `start`, extrinsics, `finish`.
 * @see https://spec.polkadot.network/sect-block-production
 */
export class BlockBuilder {
  readonly #parent: BlockParent
  readonly #context: CallContext
  readonly #body: Uint8Array[] = []
  #takesTransactions = true

  private constructor(parent: BlockParent, extras: CallExtras) {
    const { state } = parent
    this.#parent = parent
    this.#context = { ...extras, overlay: new Overlay(state, state) }
  }

  /**
   * Initialises the block after `parent`.
   * @throws RuntimeCallError
   */
  static start(
    parent: BlockParent,
    { digest, storage }: BlockStart,
    extras: CallExtras,
  ): BlockBuilder {
    const builder = new BlockBuilder(parent, extras)
    for (const { key, value } of storage) builder.#context.overlay.set(key, value)
    const header = encodeHeader(emptyHeader(parent, digest))
    const mode = builder.#call('Core_initialize_block', header)
    builder.#takesTransactions = mode[0] !== ONLY_INHERENTS // older runtimes return nothing
    return builder
  }

  /** Whether the runtime takes more than inherents into this block: it does not in the middle of a migration. */
  get takesTransactions(): boolean {
    return this.#takesTransactions
  }

  /**
   * The extrinsics that the runtime makes of what the author knows.
   * @throws RuntimeCallError, MalformedScaleError
   */
  inherents(data: readonly Inherent[]): readonly Uint8Array[] {
    const output = this.#call('BlockBuilder_inherent_extrinsics', encodeInherentData(data))
    const reader = new ScaleReader(output, 'Vec<Extrinsic>')
    return reader.list(() => encodeBytes(reader.bytes()))
  }

  /** Applies an extrinsic within a storage transaction, and takes it into the body when it applies. */
  apply(extrinsic: Uint8Array): ApplyOutcome {
    const { overlay } = this.#context
    overlay.startTransaction()
    const outcome = this.#applyOpen(extrinsic)
    if (outcome.kind !== 'applied') {
      overlay.rollbackTransaction()
      return outcome
    }
    overlay.commitTransaction()
    this.#body.push(extrinsic)
    return outcome
  }

  /**
   * Finalises the block.
   * @throws RuntimeCallError, MalformedScaleError
   */
  finish(): BuiltBlock {
    const header = decodeHeader(this.#call('BlockBuilder_finalize_block', new Uint8Array(0)))
    return { header, body: this.#body, changes: this.#context.overlay.changes() }
  }

  #applyOpen(extrinsic: Uint8Array): ApplyOutcome {
    try {
      const result = this.#call('BlockBuilder_apply_extrinsic', extrinsic)
      const reader = new ScaleReader(result, APPLY_RESULT)
      return reader.u8() === 0 ? APPLIED : { kind: 'refused', error: result.slice(1) }
    } catch (error) {
      if (error instanceof RuntimeCallError) return { kind: 'trapped', error }
      throw error
    }
  }

  #call(entry: string, input: Uint8Array): Uint8Array {
    return this.#parent.runtime.call(entry, input, this.#context)
  }
}
