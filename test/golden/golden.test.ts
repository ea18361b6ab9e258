import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseWat } from '../gas-metering/wat-module.ts'
import { goldenFiles } from './golden.ts'

const files = goldenFiles()

describe('golden files: npm run golden', () => {
  it('there are some', () => {
    expect(files.length).toBeGreaterThan(20)
  })

  it.each(files.map((file) => [basename(file.path), file] as const))('%s', (_, file) => {
    expect(existsSync(file.path) ? readFileSync(file.path, 'utf8') : '').toBe(file.content)
  })

  it.each(files.map((file) => [basename(file.path), file] as const))(
    '%s is a module',
    (_, file) => {
      const module = parseWat(file.content)
      expect(module.functions.length).toBeGreaterThan(0)
    },
  )
})
