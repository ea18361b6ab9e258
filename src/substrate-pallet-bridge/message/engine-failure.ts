/**
 * Why there is no outcome. Never the contract's doing. The index is that of the variant in the pallet's enum.
 *
 * - `malformedMessage`: the message could not be read.
 * - `exhausted`: the machine's memory or stack did not suffice.
 * - `unavailable`: there is no engine, or it ended.
 * - `timedOut`: the engine did not answer in time.
 * - `fault`: a fault of the engine, or of the state that it was given.
 */
export const engineFailures = [
  'malformedMessage',
  'exhausted',
  'unavailable',
  'timedOut',
  'fault',
] as const

export type EngineFailure = (typeof engineFailures)[number]
