import { EngineError } from './engine-error.ts'

const LARGE_STACK = ' Run the engine with a large stack: withLargeStack, or node --stack-size=6000.'

/**
 * The error that something foreign becomes when it leaves the engine: an `EngineError` stays itself, a limit of the
 * machine (native stack, memory) or a bug is wrapped in one.
 *
 * Whoever catches while a contract runs must throw again what is not its own; this is the last stop.
 */
export function toEngineError(thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown
  if (thrown instanceof RangeError) {
    const limit = /call stack/.test(thrown.message) ? 'stack' : 'memory'
    return new EngineError('A limit of this machine ended the execution.', {
      details: `${thrown.message}.${limit === 'stack' ? LARGE_STACK : ''}`,
      cause: thrown,
      limit,
    })
  }
  return new EngineError('The engine failed while a contract ran.', {
    details: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
    cause: thrown,
  })
}
