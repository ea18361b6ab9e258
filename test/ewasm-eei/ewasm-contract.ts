import loadWabt from 'wabt'

const wabt = await loadWabt()

/** WebAssembly text to a module, by the reference assembler. */
export function wat(text: string): Uint8Array {
  const module = wabt.parseWat('test.wat', text, {
    bulk_memory: true,
    sign_extension: true,
    mutable_globals: true,
    reference_types: true,
  })
  try {
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

/** Parameters and result of the EEI's functions, from the Ewasm design's eth_interface.md. */
// biome-ignore format: table
const signatures: Readonly<Record<string, string>> = {
  useGas: '(param i64)',
  getGasLeft: '(result i64)',
  getAddress: '(param i32)',
  getExternalBalance: '(param i32 i32)',
  getBlockHash: '(param i64 i32) (result i32)',
  call: '(param i64 i32 i32 i32 i32) (result i32)',
  callCode: '(param i64 i32 i32 i32 i32) (result i32)',
  callDelegate: '(param i64 i32 i32 i32) (result i32)',
  callStatic: '(param i64 i32 i32 i32) (result i32)',
  callDataCopy: '(param i32 i32 i32)',
  getCallDataSize: '(result i32)',
  storageStore: '(param i32 i32)',
  storageLoad: '(param i32 i32)',
  getCaller: '(param i32)',
  getCallValue: '(param i32)',
  codeCopy: '(param i32 i32 i32)',
  getCodeSize: '(result i32)',
  getBlockCoinbase: '(param i32)',
  create: '(param i32 i32 i32 i32) (result i32)',
  create2: '(param i32 i32 i32 i32 i32) (result i32)',
  getBlockDifficulty: '(param i32)',
  externalCodeCopy: '(param i32 i32 i32 i32)',
  getExternalCodeSize: '(param i32) (result i32)',
  getBlockGasLimit: '(result i64)',
  getTxGasPrice: '(param i32)',
  log: '(param i32 i32 i32 i32 i32 i32 i32)',
  getBlockNumber: '(result i64)',
  getTxOrigin: '(param i32)',
  finish: '(param i32 i32)',
  revert: '(param i32 i32)',
  getReturnDataSize: '(result i32)',
  returnDataCopy: '(param i32 i32 i32)',
  selfDestruct: '(param i32)',
  getBlockTimestamp: '(result i64)',
}

const debugSignatures: Readonly<Record<string, string>> = {
  print32: '(param i32)',
  print64: '(param i64)',
  printMem: '(param i32 i32)',
  printMemHex: '(param i32 i32)',
  printStorage: '(param i32)',
  printStorageHex: '(param i32)',
  evmTrace: '(param i32 i32 i32 i32)',
}

export interface ContractParts {
  /** Body of `main`, in the text format; host functions by name, e.g. `(call $finish ...)`. */
  readonly main: string
  /** Other fields of the module: globals, data, functions, a table. */
  readonly fields?: string
  /** Limits of the memory in pages; default `1`. */
  readonly memory?: string
}

/** A contract that imports the host functions which its text names. */
export function ewasmContract({ main, fields = '', memory = '1' }: ContractParts): Uint8Array {
  const text = `${main} ${fields}`
  const imports = [
    ...importsOf('ethereum', signatures, text),
    ...importsOf('debug', debugSignatures, text),
  ]
  return wat(`(module
    ${imports.join('\n')}
    (memory (export "memory") ${memory})
    ${fields}
    (func (export "main") ${main}))`)
}

function importsOf(
  namespace: string,
  table: Readonly<Record<string, string>>,
  text: string,
): string[] {
  return Object.entries(table)
    .filter(([name]) => new RegExp(`\\$${name}\\b`).test(text))
    .map(([name, type]) => `(import "${namespace}" "${name}" (func $${name} ${type}))`)
}
