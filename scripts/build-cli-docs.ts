// Writes docs/cli.md from the command table: `npm run docs:cli`. A test compares the two.
import { writeFileSync } from 'node:fs'
import { cliReference } from '../src/cli/cli-reference.ts'
import { commands } from '../src/cli/command-table.ts'

writeFileSync('docs/cli.md', cliReference(commands))
