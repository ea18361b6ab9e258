import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Suite } from './suite.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'

/**
 * The files that a suite runs for the paths of a user, in the order of the paths and sorted by name within a folder.
 *
 * Folders are walked to any depth and filtered by the suite; a file that is named itself is taken as it is.
 * @throws UnknownVectorError for a path that does not exist, and for one without any file of the suite.
 */
export function vectorFiles(suite: Suite, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const files = isFolder(path) ? filesBelow(suite, path) : [path]
    if (files.length === 0) throw new UnknownVectorError(path, `no file of the ${suite.name} suite`)
    return files
  })
}

function filesBelow(suite: Suite, folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => suite.accepts(path))
    .sort()
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw new UnknownVectorError(path, 'there is no such file or folder', error)
  }
}
