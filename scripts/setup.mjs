#!/usr/bin/env node
// Makes a checkout ready to run: installs the pinned packages when they are missing or out of date, and compiles
// the TypeScript sources when a source is newer than the build. Does nothing, in milliseconds, when all is ready.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packages = join(root, 'node_modules')
const buildStamp = join(root, 'dist', '.gantry-built')

/** Newest modification time, in ms, of the files below `folder`. */
function newest(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs),
      0,
    )
}

/** Packages that are linked from another checkout are that one's to install: `npm ci` would empty its folder. */
function isLinked(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

/** The packages of a lock file, by their folder; npm leaves the one of what it installed among the packages, at the end. */
function lockedPackages(file) {
  return existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages) : []
}

/** Whether all of the lock file is installed, whoever did it; packages of other platforms are left out, as npm does. */
function isInstalled() {
  const installed = new Map(lockedPackages(join(packages, '.package-lock.json')))
  return lockedPackages(join(root, 'package-lock.json')).every(([folder, wanted]) => {
    const found = installed.get(folder)
    if (found === undefined) return folder === '' || wanted.optional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

function run(what, command, args) {
  process.stderr.write(`gantry: ${what} …\n`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (error !== undefined || status !== 0) {
    process.stderr.write(
      `gantry: ${what} failed${error === undefined ? '' : `: ${error.message}`}\n`,
    )
    process.exit(1)
  }
}

/** Installs and builds what is missing; ends the process with code 1 when a step fails. */
export function setUp() {
  if (!existsSync(join(root, 'src'))) return // an installed package carries its build
  if (!isLinked(packages) && !isInstalled()) {
    // Native packages carry their binaries: no install script has to run.
    run('installing packages', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  }
  const sources = Math.max(...['src', 'devnet'].map((folder) => newest(join(root, folder))))
  const config = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map(
    (file) => statSync(join(root, file)).mtimeMs,
  )
  const built =
    existsSync(buildStamp) && statSync(buildStamp).mtimeMs >= Math.max(sources, ...config)
  if (!built) {
    run('compiling', process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      'tsconfig.build.json',
    ])
    mkdirSync(dirname(buildStamp), { recursive: true })
    writeFileSync(buildStamp, '')
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp()
