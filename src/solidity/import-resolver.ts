import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Reads an imported source: a path as it is from the base folder, else a package path from the nearest `node_modules`
 * above it. Relative imports arrive here already resolved by solc against the importing source's name.
 */
export function resolveImport(
  path: string,
  baseFolder: string,
): { contents: string } | { error: string } {
  const candidates = [resolve(baseFolder, path), ...packageCandidates(path, resolve(baseFolder))]
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found !== undefined) return { contents: readFileSync(found, 'utf8') }
  return { error: `${path} is neither below ${baseFolder} nor in a node_modules above it` }
}

function packageCandidates(path: string, folder: string): string[] {
  const here = join(folder, 'node_modules', path)
  const parent = dirname(folder)
  return parent === folder ? [here] : [here, ...packageCandidates(path, parent)]
}
