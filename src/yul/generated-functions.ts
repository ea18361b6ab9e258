import type { EeiFunctionName } from '../wasm/eei-signatures.ts'
import { CompileYulError } from './compile-yul-error.ts'
import { eeiName, eeiSignature } from './eei-imports.ts'
import {
  type Dialect,
  FunctionGenerator,
  type GeneratedFunction,
  type Signature,
} from './function-generator.ts'
import type { ObjectLayout } from './object-layout.ts'
import { runtimeLibrary } from './runtime-library.ts'
import { wasmDialect } from './wasm-dialect.ts'
import type { FunctionDefinition } from './yul-ast.ts'
import type { YulType } from './yul-type.ts'

/** The functions of a module: `main`, what it reaches of the object and the library, and the imports these need. */
export class GeneratedFunctions {
  readonly #definitions = new Map<string, { definition: FunctionDefinition; dialect: Dialect }>()
  readonly #generated = new Map<string, GeneratedFunction>()
  readonly #imports: EeiFunctionName[] = []
  readonly #order: string[] = []

  /**
   * @param definitions `main` and what it may call besides the library
   * @param dialect of `definitions`
   */
  constructor(definitions: readonly FunctionDefinition[], dialect: Dialect, layout: ObjectLayout) {
    const runtime = wasmDialect(layout.memoryBase)
    for (const [name, definition] of runtimeLibrary()) {
      this.#definitions.set(name, { definition, dialect: runtime })
    }
    for (const definition of definitions) {
      if (this.#definitions.has(definition.name)) {
        throw new CompileYulError(definition.name, 'is defined twice')
      }
      this.#definitions.set(definition.name, { definition, dialect })
    }
    this.#generateReachable()
  }

  /** Names of the EEI functions used, in the order of their indices. */
  get imports(): readonly EeiFunctionName[] {
    return this.#imports
  }

  /** The module's own functions, in the order of their indices. */
  get defined(): readonly GeneratedFunction[] {
    return this.#order.flatMap((name) => this.#generated.get(name) ?? [])
  }

  importType(name: EeiFunctionName): Pick<GeneratedFunction, 'params' | 'results'> {
    return eeiSignature(name)
  }

  /** Whether the module has the function. */
  uses(name: string): boolean {
    return this.#generated.has(name)
  }

  /** Index of a function in the module, imports first. */
  indexOf(name: string): number {
    const imported = eeiName(name)
    if (imported !== undefined) return this.#imports.indexOf(imported)
    return this.#imports.length + this.#order.indexOf(name)
  }

  #generateReachable(): void {
    const pending = ['main']
    for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
      if (this.#order.includes(name)) continue
      const found = this.#definitions.get(name)
      if (found === undefined) throw new CompileYulError(name, 'is no function')
      this.#order.push(name)
      const generator = new FunctionGenerator(found.definition, found.dialect, (callee) =>
        this.#signatureOf(callee),
      )
      const generated = generator.generate()
      this.#generated.set(name, generated)
      for (const callee of generated.code.callees()) {
        const imported = eeiName(callee)
        if (imported === undefined) pending.push(callee)
        else if (!this.#imports.includes(imported)) this.#imports.push(imported)
      }
    }
  }

  #signatureOf(name: string): Signature {
    const imported = eeiName(name)
    if (imported !== undefined) return eeiSignature(imported)
    const found = this.#definitions.get(name)
    if (found === undefined)
      throw new CompileYulError(name, 'is neither a function here nor a builtin')
    const { definition, dialect } = found
    const types = (names: FunctionDefinition['params']): YulType[] =>
      names.map(({ type }) => (type as YulType | undefined) ?? dialect.defaultType)
    return { params: types(definition.params), results: types(definition.results) }
  }
}
