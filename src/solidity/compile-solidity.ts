import { fromHex } from '../primitives/hex.ts'
import { compileObject } from '../yul/compile-object.ts'
import { CompileYulError } from '../yul/compile-yul-error.ts'
import { parseYulObject } from '../yul/parse-yul.ts'
import type { Abi } from './abi.ts'
import type { CompiledContract } from './compiled-contract.ts'
import { resolveImport } from './import-resolver.ts'
import { loadSolc } from './solc.ts'
import { SolidityError, UnsupportedContractError } from './solidity-error.ts'

/** The version of solc that is pinned, as a pragma may name it. */
export const SOLC_VERSION = '0.8.20'

export interface SolidityInput {
  /** Source texts by path, relative to `baseFolder` and with forward slashes. */
  readonly sources: Readonly<Record<string, string>>
  /** Folder in which imports are looked up. */
  readonly baseFolder: string
  /** Only contracts of this name; imports are compiled, but no code is made of their other contracts. */
  readonly only?: string
  /** What to compile to; default `ewasm`. EVM bytecode is solc's own, for the revision Shanghai. */
  readonly target?: CodeTarget
}

export type CodeTarget = 'ewasm' | 'evm'

export interface SolidityOutput {
  /** Deployable contracts in the order of source path and name; interfaces, libraries and abstract contracts are left out. */
  readonly contracts: readonly CompiledContract[]
  /** solc's formatted warnings. */
  readonly warnings: readonly string[]
}

/** A definition of a source file in solc's syntax tree. */
interface AstNode {
  readonly name?: string
  readonly contractKind?: 'contract' | 'interface' | 'library'
}

interface StandardOutput {
  readonly errors?: readonly {
    readonly severity: 'error' | 'warning' | 'info'
    readonly errorCode?: string
    readonly formattedMessage: string
  }[]
  readonly sources?: Readonly<
    Record<string, { readonly ast: { readonly nodes: readonly AstNode[] } }>
  >
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, ContractOutput>>>>
}

interface ContractOutput {
  readonly abi: Abi
  readonly irOptimized: string
  /** There where it was asked for. */
  readonly evm?: {
    readonly bytecode: {
      /** Hex digits, with placeholders where the address of a library belongs. */
      readonly object: string
      readonly linkReferences: Readonly<Record<string, unknown>>
    }
  }
}

/**
 * Compiles Solidity to Ewasm: solc makes optimised Yul, `src/yul` makes the module. Or to EVM bytecode, which is solc's.
 *
 * @throws SolidityError when solc refuses the sources
 * @throws UnsupportedContractError when a contract needs what the EEI does not have, or an external library
 */
export function compileSolidity(input: SolidityInput): SolidityOutput {
  const solc = loadSolc()
  const output = JSON.parse(
    solc.compile(JSON.stringify(standardInput(input)), {
      import: (path) => resolveImport(path, input.baseFolder),
    }),
  ) as StandardOutput
  const messages = output.errors ?? []
  const errors = messages.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    const pragma = errors.some(({ errorCode }) => errorCode === PRAGMA_MISMATCH)
    throw new SolidityError(
      errors.map(({ formattedMessage }) => formattedMessage),
      pragma ? `Gantry compiles with solc ${SOLC_VERSION}; let the pragma allow it.` : undefined,
    )
  }
  return {
    contracts: contractsOf(output, input),
    warnings: messages.map(({ formattedMessage }) => formattedMessage),
  }
}

/** solc's code for "Source file requires different compiler version". */
const PRAGMA_MISMATCH = '5333'

/** What solc is asked for besides what both targets need. */
const outputs: Readonly<Record<CodeTarget, readonly string[]>> = {
  ewasm: [],
  evm: ['evm.bytecode.object', 'evm.bytecode.linkReferences'],
}

function standardInput({ sources, target = 'ewasm' }: SolidityInput): unknown {
  return {
    language: 'Solidity',
    sources: Object.fromEntries(
      Object.entries(sources).map(([path, content]) => [path, { content }]),
    ),
    settings: {
      viaIR: true,
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'shanghai',
      outputSelection: {
        '*': { '': ['ast'], '*': ['abi', 'irOptimized', ...outputs[target]] },
      },
    },
  }
}

/** What a target makes of solc's output for a contract. */
const codeMakers: Readonly<
  Record<CodeTarget, (name: string, output: ContractOutput) => Uint8Array>
> = { ewasm: (name, { irOptimized }) => toEwasm(name, irOptimized), evm: toEvm }

function contractsOf(
  output: StandardOutput,
  { sources, only, target = 'ewasm' }: SolidityInput,
): CompiledContract[] {
  return Object.entries(output.contracts ?? {}).flatMap(([source, contracts]) => {
    const nodes = output.sources?.[source]?.ast.nodes ?? []
    const libraries = nodes.filter(({ contractKind }) => contractKind === 'library')
    const libraryNames = new Set(libraries.map(({ name }) => name))
    return Object.entries(contracts)
      .filter(
        ([name, { irOptimized }]) =>
          irOptimized !== '' &&
          !libraryNames.has(name) &&
          (only === undefined ? source in sources : name === only),
      )
      .map(([name, contract]) => ({
        name,
        source,
        abi: contract.abi,
        bytecode: codeMakers[target](name, contract),
      }))
  })
}

function toEwasm(contract: string, yul: string): Uint8Array {
  try {
    return compileObject(parseYulObject(yul)).bytes
  } catch (error) {
    if (error instanceof CompileYulError) {
      throw new UnsupportedContractError(contract, error.shortMessage, error)
    }
    throw error
  }
}

function toEvm(contract: string, { evm }: ContractOutput): Uint8Array {
  const { object = '', linkReferences = {} } = evm?.bytecode ?? {}
  const libraries = Object.keys(linkReferences)
  if (libraries.length > 0) {
    const reason = `it calls a library of ${libraries.join(', ')} by address, and there is no linker.`
    throw new UnsupportedContractError(contract, reason, undefined)
  }
  return fromHex(object)
}
