import { parentPort, workerData } from 'node:worker_threads'
import type { LargeStackReply, LargeStackRequest } from './large-stack-message.ts'

// The other side of `withLargeStack`: runs one exported function and posts how it ended.
parentPort?.postMessage(await run(workerData as LargeStackRequest))

async function run({ module, exportName, argument }: LargeStackRequest): Promise<LargeStackReply> {
  try {
    const task: unknown = (await import(module))[exportName]
    if (typeof task !== 'function')
      throw new TypeError(`${module} exports no function ${exportName}`)
    return { kind: 'result', value: await task(argument) }
  } catch (error) {
    return { kind: 'error', error, fields: fieldsOf(error) }
  }
}

/** The own fields of an error that survive a structured clone: strings, numbers, bigints, booleans. */
function fieldsOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {}
  return Object.fromEntries(
    Object.entries(error).filter(([, value]) =>
      /^(?:string|number|bigint|boolean)$/.test(typeof value),
    ),
  )
}
