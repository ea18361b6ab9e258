import { encodeModule } from '../wasm/encode-module.ts'
import { buildModule } from './build-module.ts'
import { compileObject } from './compile-object.ts'
import { GeneratedFunctions } from './generated-functions.ts'
import { ObjectLayout } from './object-layout.ts'
import { parseYulFunctions, parseYulObject } from './parse-yul.ts'
import { wasmDialect } from './wasm-dialect.ts'

/**
 * Compiles functions of the wasm dialect, `main` among them, to a contract module: for contracts that must say every
 * instruction themselves.
 *
 * @throws YulSyntaxError
 * @throws CompileYulError
 */
export function compileFunctions(source: string): Uint8Array {
  const layout = new ObjectLayout({
    name: '',
    immutables: [],
    segments: new Map(),
    innerImmutables: new Map(),
  })
  const definitions = parseYulFunctions(source)
  const functions = new GeneratedFunctions(definitions, wasmDialect(layout.memoryBase), layout)
  return encodeModule(buildModule(functions, layout, [], 0))
}

/** An init module that deploys `code` as it is. */
export function deployerOf(code: Uint8Array): Uint8Array {
  const copy = ['datacopy(0, dataoffset("code"), datasize("code"))', 'return(0, datasize("code"))']
  return compileObject({
    ...parseYulObject(`object "deployer" { code { ${copy.join(' ')} } }`),
    data: [{ name: 'code', bytes: code }],
  }).bytes
}
