import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The folder of a public suite's vectors, undefined when it is not there: below GANTRY_VECTORS, or beside the
 * repository in shared/vectors. The absence is printed, so that a run without vectors does not look like one with them.
 */
export function vectorsFolder(suite: string): string | undefined {
  const root =
    process.env['GANTRY_VECTORS'] ?? resolve(import.meta.dirname, '../../../shared/vectors')
  const folder = join(root, suite)
  if (existsSync(folder)) return folder
  console.warn(`SKIPPED: no ${suite} vectors at ${folder}`)
  return undefined
}
