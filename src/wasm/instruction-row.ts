/**
 * The shapes of immediates in the binary format, numbered for tables. 0 stands for "no such instruction".
 *
 * @see https://webassembly.github.io/spec/core/binary/instructions.html
 */
export const immediateKind = {
  none: 1,
  /** A block type: one s33. */
  blockType: 2,
  label: 3,
  /** A vector of labels and the default label. */
  labels: 4,
  function: 5,
  /** Type index, then table index. */
  typeAndTable: 6,
  local: 7,
  global: 8,
  table: 9,
  /** `table.copy`: target, then source. */
  tables: 10,
  /** `table.init`: element segment, then table. */
  elementAndTable: 11,
  element: 12,
  /** `memory.init`: data segment, then the byte 0 of the only memory. */
  dataAndMemory: 13,
  data: 14,
  /** The byte 0 of the only memory. */
  memory: 15,
  /** `memory.copy`: two bytes 0. */
  memories: 16,
  /** Alignment exponent and offset. */
  memoryAccess: 17,
  /** Alignment exponent, offset and lane. */
  memoryLane: 18,
  lane: 19,
  /** The sixteen lanes of `i8x16.shuffle`. */
  lanes: 20,
  /** The type vector of `select t`. */
  types: 21,
  refType: 22,
  i32: 23,
  i64: 24,
  f32: 25,
  f64: 26,
  v128: 27,
} as const
export type ImmediateKind = keyof typeof immediateKind

/** Everything about one instruction that decoding, validation, metering and printing need. */
export interface InstructionRow {
  /** The byte; behind a prefix byte `prefix << 8 | sub`. */
  readonly code: number
  readonly immediate: ImmediateKind
  /** Operand types, topmost last, `->`, result types; `polymorphic` where they depend on the module. */
  readonly stack: string
  /** Bytes accessed in memory: the bound of the alignment immediate. */
  readonly width?: number
  /** Number of lanes that a lane immediate selects from. */
  readonly lanes?: number
}
