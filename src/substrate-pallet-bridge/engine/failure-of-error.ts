import { EngineError } from '../../engine/engine-error.ts'
import type { EngineFailure } from '../message/engine-failure.ts'
import { MalformedScaleError } from '../scale/malformed-scale-error.ts'

/** What the pallet is told of an error that ended a message. */
export function failureOfError(error: unknown): EngineFailure {
  if (error instanceof MalformedScaleError) return 'malformedMessage'
  if (error instanceof EngineError && error.limit !== undefined) return 'exhausted'
  return 'fault'
}
