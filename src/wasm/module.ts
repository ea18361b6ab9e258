/**
 * A WebAssembly 2.0 module as plain data, in the words and order of the specification (core/syntax/modules).
 *
 * Function bodies and constant expressions stay bytes: `instruction-table.ts` decodes a body when a pass wants to
 * walk it, and an unchanged body is encoded again by one copy.
 */
export interface WasmModule {
  readonly types: readonly FuncType[]
  readonly imports: readonly Import[]
  /** Functions defined here; index spaces start with the imported ones. */
  readonly functions: readonly Func[]
  readonly tables: readonly TableType[]
  readonly memories: readonly Limits[]
  readonly globals: readonly Global[]
  readonly exports: readonly Export[]
  readonly start: number | undefined
  readonly elements: readonly ElementSegment[]
  readonly data: readonly DataSegment[]
  /** Whether a data count section is there; `memory.init` and `data.drop` need it. */
  readonly hasDataCount: boolean
  readonly customs: readonly CustomSection[]
}

/** Value types by their binary code (core/binary/types). */
export const valueType = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
  funcref: 0x70,
  externref: 0x6f,
} as const
export type ValueType = (typeof valueType)[keyof typeof valueType]

export interface FuncType {
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

export interface Limits {
  readonly min: number
  readonly max: number | undefined
}

export interface TableType {
  readonly element: ValueType
  readonly limits: Limits
}

export interface GlobalType {
  readonly type: ValueType
  readonly mutable: boolean
}

export type ImportDescription =
  | { readonly kind: 'func'; readonly typeIndex: number }
  | { readonly kind: 'table'; readonly type: TableType }
  | { readonly kind: 'memory'; readonly limits: Limits }
  | { readonly kind: 'global'; readonly type: GlobalType }

export interface Import {
  readonly module: string
  readonly name: string
  readonly description: ImportDescription
}

/** `count` consecutive locals of one type, as the binary format writes them; never expanded. */
export interface LocalRun {
  readonly count: number
  readonly type: ValueType
}

export interface Func {
  readonly typeIndex: number
  readonly locals: readonly LocalRun[]
  /** The instructions with the final `end`. A view into the decoded bytes. */
  readonly body: Uint8Array
  /** Byte offset of `body` in the decoded module; 0 for a body made by a pass. */
  readonly bodyOffset: number
}

/** A constant expression with its final `end`. */
export type ConstantExpression = Uint8Array

export interface Global {
  readonly type: GlobalType
  readonly init: ConstantExpression
}

export type ExternalKind = 'func' | 'table' | 'memory' | 'global'

export interface Export {
  readonly name: string
  readonly kind: ExternalKind
  readonly index: number
}

export type SegmentMode =
  | { readonly kind: 'passive' }
  | { readonly kind: 'active'; readonly index: number; readonly offset: ConstantExpression }
  | { readonly kind: 'declarative' }

export interface ElementSegment {
  readonly type: ValueType
  readonly mode: SegmentMode
  /** Function indices where the binary gives indices; otherwise constant expressions. */
  readonly items:
    | { readonly kind: 'functions'; readonly indices: readonly number[] }
    | { readonly kind: 'expressions'; readonly expressions: readonly ConstantExpression[] }
}

export interface DataSegment {
  readonly mode: Exclude<SegmentMode, { kind: 'declarative' }>
  readonly bytes: Uint8Array
}

export interface CustomSection {
  readonly name: string
  readonly bytes: Uint8Array
  /** Number of non-custom sections before it. */
  readonly position: number
}
