import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeVector } from '../../primitives/scale/encode.ts'
import { Overlay } from '../overlay/overlay.ts'
import { RuntimeCallError } from '../runtime/runtime-call-error.ts'
import type { StorageChanges } from '../storage-changes.ts'
import type { BlockParent, CallExtras } from './block-builder.ts'
import { BlockRefusedError } from './block-refused-error.ts'
import { encodeHeader, headerHash } from './encode-header.ts'
import type { Block } from './header.ts'

/**
 * Executes a block that was made elsewhere. The runtime compares every root and the whole header with what it finds itself.
 * Seals are no part of what it executes; this chain has none.
 * @throws BlockRefusedError
 */
export function executeBlock(
  { header, body }: Block,
  { state, runtime }: BlockParent,
  extras: CallExtras,
): StorageChanges {
  const overlay = new Overlay(state, state)
  try {
    const encoded = concatBytes([encodeHeader(header), encodeVector(body)])
    runtime.call('Core_execute_block', encoded, { ...extras, overlay })
  } catch (error) {
    if (!(error instanceof RuntimeCallError)) throw error
    throw new BlockRefusedError(headerHash(header), error.shortMessage, error)
  }
  return overlay.changes()
}
