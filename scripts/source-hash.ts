import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

/**
 * SHA-256, in hex, of a contract's source and of all sources of its kind beside it, which are the only ones it imports.
 * @param path relative to `contracts`, with forward slashes
 */
export function sourceHash(contracts: string, path: string): string {
  const folder = join(contracts, dirname(path))
  const hash = createHash('sha256')
  const files = readdirSync(folder).filter((file) => extname(file) === extname(path))
  for (const file of files.sort())
    hash.update(`${file}\n${readFileSync(join(folder, file), 'utf8')}`)
  return hash.digest('hex')
}
