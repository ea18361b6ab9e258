import { readFileSync } from 'node:fs'
import { type Comparison, createComparer, type EngineName } from './compare-engines.ts'
import type { FuzzCase } from './fuzz-case.ts'

/** Which case is to be run again, and on what. */
export interface Replay {
  readonly file: string
  readonly engines: readonly EngineName[]
}

/** Runs one case from a file. */
export async function replayCase({ file, engines }: Replay): Promise<Comparison> {
  const compare = await createComparer(engines)
  return compare(JSON.parse(readFileSync(file, 'utf8')) as FuzzCase)
}
