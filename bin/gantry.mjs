#!/usr/bin/env node
// The `gantry` command. In a checkout it first installs and builds what is missing.
import { existsSync } from 'node:fs'

const setup = new URL('../scripts/setup.mjs', import.meta.url)
if (existsSync(setup)) (await import(setup.href)).setUp()
const { main } = await import('../dist/src/cli/main.js')
process.exitCode = await main(process.argv.slice(2))
