import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cliReference } from '../../src/cli/cli-reference.ts'
import { commands } from '../../src/cli/command-table.ts'

it('docs/cli.md is what the command table gives: npm run docs:cli', () => {
  expect(readFileSync('docs/cli.md', 'utf8')).toBe(cliReference(commands))
})
