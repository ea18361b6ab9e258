import type { EvmTier } from '../conformance/evm-state.ts'
import { FileQueue } from '../conformance/file-queue.ts'
import { type FileResult, runFiles } from '../conformance/run-suite.ts'
import { conformanceSuites, type Through } from './conformance-suites.ts'

/** What one thread of a run does, as data that goes to it. */
export interface ConformanceShare {
  readonly suite: string
  readonly tier: EvmTier
  readonly through: Through
  /** All files of the run. */
  readonly files: readonly string[]
  /** Buffer of the queue that the threads take their files from. */
  readonly queue: SharedArrayBuffer
  /** Only cases whose file or name contains this text. */
  readonly only: string | undefined
  readonly progress: 'shown' | 'hidden'
}

/** Runs a share of a suite; the side of `runConformance` that has the large stack. */
export async function runInThread(share: ConformanceShare): Promise<readonly FileResult[]> {
  const { suite, tier, through, files, only, progress } = share
  const found = conformanceSuites({ tier, through }).find(({ name }) => name === suite)
  if (found === undefined) throw new RangeError(`unknown suite ${suite}`)
  const queue = new FileQueue(files.length, share.queue)
  const results = await runFiles(found, files, queue, (result) => {
    if (progress === 'shown') showProgress(result, files.length)
  })
  return only === undefined ? results : results.map((result) => withOnly(result, only))
}

/** The result without the cases whose file and name do not contain `text`. They are not counted. */
function withOnly(result: FileResult, text: string): FileResult {
  const cases = result.cases.filter(({ file, name }) => `${file} ${name}`.includes(text))
  return { ...result, cases }
}

function showProgress({ index, file }: FileResult, total: number): void {
  process.stderr.write(`\r\x1b[K${index + 1}/${total} ${file}`)
}
