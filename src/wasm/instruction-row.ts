/**
 * The shapes of immediates in the binary format, numbered for tables. 0 stands for "no such instruction".
 *
 * The order matters to the decoder: shapes of one u32 come before shapes of two, and those before the rest.
 *
 * @see https://webassembly.github.io/spec/core/binary/instructions.html
 */
export const immediateKind = {
  none: 1,
  // One u32.
  label: 2,
  function: 3,
  local: 4,
  global: 5,
  table: 6,
  element: 7,
  data: 8,
  // Two u32.
  /** Alignment exponent and offset. */
  memoryAccess: 9,
  /** Type index, then table index. */
  typeAndTable: 10,
  /** `table.copy`: target, then source. */
  tables: 11,
  /** `table.init`: element segment, then table. */
  elementAndTable: 12,
  // Everything else.
  i32: 13,
  /** A block type: one s33. */
  blockType: 14,
  i64: 15,
  /** A vector of labels and the default label. */
  labels: 16,
  /** `memory.init`: data segment, then the byte 0 of the only memory. */
  dataAndMemory: 17,
  /** The byte 0 of the only memory. */
  memory: 18,
  /** `memory.copy`: two bytes 0. */
  memories: 19,
  /** Alignment exponent, offset and lane. */
  memoryLane: 20,
  lane: 21,
  /** The sixteen lanes of `i8x16.shuffle`. */
  lanes: 22,
  /** The type vector of `select t`. */
  types: 23,
  refType: 24,
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
