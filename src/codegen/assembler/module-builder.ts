import { encodeModule } from '../../wasm/encode-module.ts'
import type { Export, Func, FuncType, Import, Limits } from '../../wasm/module.ts'
import {
  type Code,
  codeOf,
  instruction,
  Local,
  type LocalType,
  type Operand,
  typeCode,
  unsigned,
} from './code.ts'
import { FunctionBuilder } from './function-builder.ts'

/** One local for each parameter type. */
export type ParameterLocals<P extends readonly LocalType[]> = { readonly [K in keyof P]: Local }

/** A function as code calls it: the operands in order of its parameters. */
export type Call = (...operands: readonly Operand[]) => Code

/** Parameter and result types of a function. */
export interface Signature<P extends readonly LocalType[] = readonly LocalType[]> {
  readonly params: P
  readonly results: readonly LocalType[]
}

/** Puts a module together from functions that call each other. Imports come first. */
export class ModuleBuilder {
  readonly #types: FuncType[] = []
  readonly #imports: Import[] = []
  readonly #functions: Func[] = []
  readonly #exports: Export[] = []

  importMemory(module: string, name: string, limits: Limits): void {
    this.#imports.push({ module, name, description: { kind: 'memory', limits } })
  }

  importFunction(module: string, name: string, signature: Signature): Call {
    const index = this.#importedFunctions()
    const typeIndex = this.#typeIndex(signature)
    this.#imports.push({ module, name, description: { kind: 'func', typeIndex } })
    return callOf(index)
  }

  /** Adds a function, exported under its name, and yields how to call it. */
  define<const P extends readonly LocalType[]>(
    name: string,
    signature: Signature<P>,
    build: (builder: FunctionBuilder, params: ParameterLocals<P>) => Code,
  ): Call {
    const builder = new FunctionBuilder(signature.params.length)
    const params = signature.params.map((type, index) => new Local(index, type))
    const body = build(builder, params as unknown as ParameterLocals<P>)
    const index = this.#importedFunctions() + this.#functions.length
    this.#functions.push({
      typeIndex: this.#typeIndex(signature),
      locals: builder.locals.map((type) => ({ count: 1, type: typeCode(type) })),
      body: Uint8Array.from([...body, ...instruction('end')]),
      bodyOffset: 0,
    })
    this.#exports.push({ name, kind: 'func', index })
    return callOf(index)
  }

  encode(): Uint8Array<ArrayBuffer> {
    const bytes = encodeModule({
      types: this.#types,
      imports: this.#imports,
      functions: this.#functions,
      tables: [],
      memories: [],
      globals: [],
      exports: this.#exports,
      start: undefined,
      elements: [],
      data: [],
      hasDataCount: false,
      customs: [],
    })
    return new Uint8Array(bytes)
  }

  #importedFunctions(): number {
    return this.#imports.filter(({ description }) => description.kind === 'func').length
  }

  #typeIndex({ params, results }: Signature): number {
    const type = { params: params.map(typeCode), results: results.map(typeCode) }
    const key = JSON.stringify(type)
    const known = this.#types.findIndex((other) => JSON.stringify(other) === key)
    return known === -1 ? this.#types.push(type) - 1 : known
  }
}

function callOf(index: number): Call {
  return (...operands) => [...operands.flatMap(codeOf), ...instruction('call'), ...unsigned(index)]
}
