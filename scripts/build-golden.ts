// Writes test/golden/*.fast.wat and *.precise.wat from the sources beside them: `npm run golden`. A test compares.
import { writeFileSync } from 'node:fs'
import { goldenFiles } from '../test/golden/golden.ts'

for (const { path, content } of goldenFiles()) writeFileSync(path, content)
