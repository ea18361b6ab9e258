#!/usr/bin/env node
// Compiles contracts/bench/*.c to fixtures/bench/*.wasm, and the contracts in their folders ewasm, with Debian's clang 14
// (packages clang and lld), and checks or writes the SHA256SUMS beside the results. `--write` accepts new results;
// without it a difference is an error.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CLANG_VERSION = 'Debian clang version 14.0.6'
// No builtins: without that clang turns loops into calls of a memset that nobody provides.
const FLAGS = '--target=wasm32 -O2 -nostdlib -ffreestanding -fno-builtin -fvisibility=hidden'
const WARNINGS = '-Wall -Wextra -Werror'
const LINK = '-Wl,--no-entry -Wl,--strip-all -Wl,-zstack-size=16384'

/** Folders below contracts/ and fixtures/, and what the linker is told there beside the common flags. */
const folders = [
  { folder: 'bench', flags: '-Wl,--export=run' },
  { folder: join('bench', 'ewasm'), flags: '' },
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function build(source, target, flags) {
  const options = [FLAGS, WARNINGS, LINK, flags].join(' ').split(' ').filter(Boolean)
  execFileSync('clang', [...options, '-o', target, source], { stdio: 'inherit' })
  chmodSync(target, 0o644)
  return createHash('sha256').update(readFileSync(target)).digest('hex')
}

/** Builds a folder and returns its SHA256SUMS. */
function buildFolder({ folder, flags }) {
  const sources = join(root, 'contracts', folder)
  const target = join(root, 'fixtures', folder)
  mkdirSync(target, { recursive: true })
  const lines = readdirSync(sources)
    .filter((file) => file.endsWith('.c'))
    .sort()
    .map((file) => {
      const output = `${basename(file, '.c')}.wasm`
      return `${build(join(sources, file), join(target, output), flags)}  ${output}\n`
    })
  return lines.join('')
}

const version = execFileSync('clang', ['--version'], { encoding: 'utf8' }).split('\n')[0]
if (version !== CLANG_VERSION) {
  console.error(`The fixtures are made by ${CLANG_VERSION}; this is ${version}.`)
  process.exit(1)
}
for (const each of folders) {
  const sums = buildFolder(each)
  const sumsFile = join(root, 'fixtures', each.folder, 'SHA256SUMS')
  if (process.argv.includes('--write')) writeFileSync(sumsFile, sums)
  if (readFileSync(sumsFile, 'utf8') !== sums) {
    console.error(`The results differ from fixtures/${each.folder}/SHA256SUMS.`)
    process.exit(1)
  }
  console.log(`fixtures/${each.folder}: ${sums.split('\n').length - 1} modules, as in SHA256SUMS`)
}
