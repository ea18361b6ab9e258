import { readFileSync } from 'node:fs'

/** The version in package.json, which lies above the sources and further above the build. */
export function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(path, import.meta.url), 'utf8')
      return (JSON.parse(text) as { readonly version: string }).version
    } catch {
      // Not here: the build lies one folder deeper than the sources.
    }
  }
  return 'unknown'
}
