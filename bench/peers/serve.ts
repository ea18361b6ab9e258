import { createInterface } from 'node:readline'

/** What an engine says of a transaction; null is what it does not say. */
export interface Outcome {
  readonly gasUsed: number | null
  readonly success: boolean
  readonly output: string
  readonly logs: number | null
}

/** One transaction, prepared. */
export interface Execution<Result> {
  /** Executes it from the same state as always: this is what is timed. */
  execute(): Result | Promise<Result>
  describe(result: Result): Outcome
}

/** Serves the benchmark: prints the outcome, then times as many executions as each line of the input asks for. */
export async function serve<Result>({ execute, describe }: Execution<Result>): Promise<void> {
  console.log(JSON.stringify(describe(await execute())))
  for await (const line of createInterface({ input: process.stdin })) {
    const count = Number(line)
    const start = process.hrtime.bigint()
    for (let i = 0; i < count; i++) {
      // An engine that is synchronous shall not pay for one that is not.
      const done = execute()
      if (done instanceof Promise) await done
    }
    console.log(String(process.hrtime.bigint() - start))
  }
}
