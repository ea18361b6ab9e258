import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<Record<string, string>>
  readonly files: readonly string[]
}

it.each(Object.entries(manifest.exports))('gantry%s has a source', (_, built) => {
  expect(built).toMatch(/^\.\/dist\/.*\.js$/)
  const source = built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts')
  expect(existsSync(source), source).toBe(true)
})

it('carries the pages that its errors point to', () => {
  expect(manifest.files).toContain('docs')
})
