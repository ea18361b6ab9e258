import { EngineError } from '../../engine/engine-error.ts'
import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import type { EngineFailure } from '../message/engine-failure.ts'
import { RemoteStorageError } from '../sidecar/remote-storage-error.ts'

/** What the pallet is told of an error that ended a message. */
export function failureOfError(error: unknown): EngineFailure {
  if (error instanceof MalformedScaleError) return 'malformedMessage'
  // What a read throws in the middle of a contract comes out as the cause of an EngineError.
  const cause = error instanceof EngineError ? error.cause : error
  if (cause instanceof RemoteStorageError) return cause.failure
  if (error instanceof EngineError && error.limit !== undefined) return 'exhausted'
  return 'fault'
}
