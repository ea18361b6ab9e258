import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { toHex } from '../primitives/hex.ts'
import {
  type CompiledContract,
  compileSolidity,
  SOLC_VERSION,
  type SolidityOutput,
} from '../solidity/index.ts'
import { counted } from './counted.ts'

/** Compiles one source file; paths in messages are relative to its folder. */
export function compileFile(file: string, contract: string | undefined): SolidityOutput {
  const content = readFileSync(file, 'utf8')
  return compileSolidity({
    sources: { [basename(file)]: content },
    baseFolder: dirname(file),
    ...(contract === undefined ? {} : { only: contract }),
  })
}

/** A compiled contract as tools for contracts read it. */
export function toArtifact({ name, source, abi, bytecode }: CompiledContract) {
  return {
    contractName: name,
    sourceName: source,
    compiler: `solc ${SOLC_VERSION}, Yul to Ewasm`,
    abi,
    bytecode: toHex(bytecode),
  }
}

/** Writes NAME.json and NAME.wasm. */
export function writeContract(contract: CompiledContract, folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `${contract.name}.json`),
    `${JSON.stringify(toArtifact(contract), null, 2)}\n`,
  )
  writeFileSync(join(folder, `${contract.name}.wasm`), contract.bytecode)
}

/** One line about a contract. */
export function contractLine(
  { name, source, abi, bytecode }: CompiledContract,
  folder: string | undefined,
): string {
  const functions = abi.filter(({ type }) => type === 'function').length
  const written = folder === undefined ? '' : ` → ${join(folder, name)}.json, .wasm`
  return `${name} (${source}): ${counted(bytecode.length, 'byte')}, ${counted(functions, 'function')}${written}`
}
