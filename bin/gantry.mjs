#!/usr/bin/env node
// The `gantry` command. In a checkout it first installs and builds what is missing.
import { existsSync } from 'node:fs'

// A reader that has seen enough, as in `gantry help | head -1`, is no failure of the command.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
}
const setup = new URL('../scripts/setup.mjs', import.meta.url)
if (existsSync(setup)) (await import(setup.href)).setUp()
const { main } = await import('../dist/src/cli/main.js')
process.exitCode = await main(process.argv.slice(2))
