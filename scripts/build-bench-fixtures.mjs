#!/usr/bin/env node
// Compiles contracts/bench/*.c to fixtures/bench/*.wasm with Debian's clang 14 (packages clang and lld), and checks or
// writes fixtures/bench/SHA256SUMS. `--write` accepts new results; without it a difference is an error.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CLANG_VERSION = 'Debian clang version 14.0.6'
// No builtins: without them clang turns loops into calls of a memset that nobody provides.
const FLAGS = [
  '--target=wasm32',
  '-O2',
  '-nostdlib',
  '-ffreestanding',
  '-fno-builtin',
  '-fvisibility=hidden',
]
const WARNINGS = ['-Wall', '-Wextra', '-Werror']
const LINK = ['--no-entry', '--export=run', '--strip-all', '-zstack-size=16384'].map(
  (f) => `-Wl,${f}`,
)

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = join(root, 'contracts', 'bench')
const target = join(root, 'fixtures', 'bench')
const sumsFile = join(target, 'SHA256SUMS')

const version = execFileSync('clang', ['--version'], { encoding: 'utf8' }).split('\n')[0]
if (version !== CLANG_VERSION) {
  console.error(`The fixtures are made by ${CLANG_VERSION}; this is ${version}.`)
  process.exit(1)
}

mkdirSync(target, { recursive: true })
const sums = readdirSync(sources)
  .filter((file) => file.endsWith('.c'))
  .sort()
  .map((file) => {
    const output = join(target, `${basename(file, '.c')}.wasm`)
    execFileSync('clang', [...FLAGS, ...WARNINGS, ...LINK, '-o', output, join(sources, file)], {
      stdio: 'inherit',
    })
    chmodSync(output, 0o644)
    return `${createHash('sha256').update(readFileSync(output)).digest('hex')}  ${basename(output)}`
  })
const text = `${sums.join('\n')}\n`

if (process.argv.includes('--write')) {
  writeFileSync(sumsFile, text)
} else if (readFileSync(sumsFile, 'utf8') !== text) {
  console.error(
    'The results differ from fixtures/bench/SHA256SUMS (git diff fixtures shows which).',
  )
  process.exit(1)
}
console.log(`${sums.length} kernels built, as in ${basename(sumsFile)}`)
