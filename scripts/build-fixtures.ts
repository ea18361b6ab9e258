// Compiles contracts/ to fixtures/contracts/: `npm run fixtures`. With `--check` nothing is written, and the exit code
// is 1 when a fixture differs from what its source gives now.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toHex } from '../src/primitives/hex.ts'
import { compileSolidity, SOLC_VERSION } from '../src/solidity/compile-solidity.ts'
import { loadSolc } from '../src/solidity/solc.ts'
import { compileFunctions, deployerOf } from '../src/yul/compile-functions.ts'
import { sourceHash } from './source-hash.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const contracts = join(root, 'contracts')
const fixtures = join(root, 'fixtures/contracts')

function sources(extension: string): string[] {
  return readdirSync(contracts, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension) && !path.startsWith('bench'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

function read(path: string): string {
  return readFileSync(join(contracts, path), 'utf8')
}

function solidityFixtures() {
  const input = Object.fromEntries(sources('.sol').map((path) => [path, read(path)]))
  const { contracts: compiled } = compileSolidity({ sources: input, baseFolder: contracts })
  return compiled.map(({ name, source, abi, bytecode }) => ({
    name,
    source,
    compiler: `solc ${SOLC_VERSION}, Yul to Ewasm`,
    sourceHash: sourceHash(contracts, source),
    abi,
    bytecode: toHex(bytecode),
    ...(source.startsWith('language/') ? { evmBytecode: evmBytecode(source, name) } : {}),
  }))
}

/** What solc makes of a contract for the EVM: the other side of the differential test. */
function evmBytecode(source: string, name: string): string {
  const settings = {
    evmVersion: 'shanghai',
    optimizer: { enabled: true },
    outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
  }
  const sources = { [source]: { content: read(source) } }
  const output = loadSolc().compile(JSON.stringify({ language: 'Solidity', sources, settings }), {
    import: (path) => ({ error: `${path}: no imports here` }),
  })
  return `0x${JSON.parse(output).contracts[source][name].evm.bytecode.object}`
}

function hostileFixtures() {
  return sources('.yul').map((path) => {
    const module = compileFunctions(read(path))
    return {
      name: basename(path, '.yul'),
      source: path,
      compiler: 'Yul over WebAssembly to Ewasm',
      sourceHash: sourceHash(contracts, path),
      abi: [],
      bytecode: toHex(deployerOf(module)),
      deployedBytecode: toHex(module),
    }
  })
}

const checkOnly = process.argv.includes('--check')
let stale = 0
mkdirSync(fixtures, { recursive: true })
for (const fixture of [...solidityFixtures(), ...hostileFixtures()]) {
  const file = join(fixtures, `${fixture.name}.json`)
  const text = `${JSON.stringify(fixture, null, 2)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  stale++
  const shown = relative(root, file)
  if (checkOnly) console.error(`${shown} is not what contracts/${fixture.source} gives`)
  else {
    writeFileSync(file, text)
    console.log(`wrote ${shown}`)
  }
}
if (checkOnly && stale > 0) {
  console.error('run: npm run fixtures')
  process.exitCode = 1
}
