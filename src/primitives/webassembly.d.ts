/**
 * The WebAssembly JavaScript interface. TypeScript has it only among the types of the browser, which would let the
 * whole document model in.
 *
 * @see https://www.w3.org/TR/wasm-js-api-2/
 */
declare namespace WebAssembly {
  type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'externref' | 'anyfunc'
  type ImportExportKind = 'function' | 'global' | 'memory' | 'table'
  // biome-ignore lint/complexity/noBannedTypes: the interface takes any function
  type ExportValue = Function | Global | Memory | Table
  // biome-ignore lint/complexity/noBannedTypes: the interface takes any function
  type ImportValue = Function | Global | Memory | Table | number | bigint
  type Exports = Readonly<Record<string, ExportValue>>
  type Imports = Readonly<Record<string, Readonly<Record<string, ImportValue>>>>

  class Module {
    /** @throws CompileError */
    constructor(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer)
    static exports(module: Module): { name: string; kind: ImportExportKind }[]
    static imports(module: Module): { module: string; name: string; kind: ImportExportKind }[]
    static customSections(module: Module, name: string): ArrayBuffer[]
    /** Only there for the type checker: a module is not any object. */
    private readonly brand: 'WebAssembly.Module'
  }

  class Instance {
    /** @throws LinkError, or RuntimeError when the start function or an active segment traps. */
    constructor(module: Module, imports?: Imports)
    readonly exports: Exports
  }

  class Memory {
    /** Lengths in pages of 64 KiB. */
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean })
    /** Replaced by `grow`, after which the old one has length 0. */
    readonly buffer: ArrayBuffer
    /** Returns the length before, in pages. @throws RangeError */
    grow(pages: number): number
  }

  class Global {
    constructor(descriptor: { value: ValueType; mutable?: boolean }, value?: unknown)
    /** An i64 is a bigint. */
    value: unknown
    valueOf(): unknown
  }

  class Table {
    constructor(
      descriptor: { element: 'anyfunc' | 'externref'; initial: number; maximum?: number },
      value?: unknown,
    )
    readonly length: number
    get(index: number): unknown
    set(index: number, value?: unknown): void
    grow(length: number, value?: unknown): number
  }

  /** The bytes are not a valid module. */
  class CompileError extends Error {}
  /** The imports do not fit. */
  class LinkError extends Error {}
  /** A trap. */
  class RuntimeError extends Error {}

  /** Whether the bytes are a valid module. */
  function validate(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer): boolean
  function compile(bytes: ArrayBufferView<ArrayBuffer> | ArrayBuffer): Promise<Module>
}
