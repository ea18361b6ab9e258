/**
 * A function body decoded once into parallel arrays, one row per instruction: what passes walk.
 *
 * Rows are numbers in typed arrays and never objects: a 1 MB module decodes in milliseconds and a pass allocates
 * nothing per instruction. Row `i` covers `body[offset[i] .. offset[i + 1])`, so a pass copies whole spans of
 * unchanged instructions.
 */
export interface InstructionTable {
  /** Number of rows. The last row is the function's final `end`. */
  readonly length: number
  readonly body: Uint8Array
  /** The opcode; instructions behind a prefix byte are `prefix << 8 | sub`, e.g. 0xfc0a for `memory.copy`. */
  readonly opcode: Uint16Array
  /** Byte offset in `body`; has `length + 1` entries. */
  readonly offset: Uint32Array
  /**
   * First immediate, by opcode: an index (local, global, function, type, table, element, data), a label depth, an
   * `i32.const` value, a lane, the alignment exponent of a memory access, the block type (`blockType` below), or for
   * `br_table` the row in `labels` where its targets begin. 64-bit, float and vector constants stay in `body`.
   */
  readonly immediate: Int32Array
  /**
   * Second immediate: the offset of a memory access (u32 bits), the table index of `call_indirect`, `table.init`'s and
   * `table.copy`'s source, `memory.init`'s memory; for `br_table` the number of labels with the default, which is last.
   */
  readonly immediate2: Int32Array
  /**
   * For `block`, `loop`, `if` and `else`: the row of the matching `end`; for an `if` with `else` see `elseRow`.
   * For `end`: the row of its opener, -1 for the function's own. Elsewhere 0.
   */
  readonly match: Int32Array
  /** For an `if`: the row of its `else`, or -1. Elsewhere 0. */
  readonly elseRow: Int32Array
  /** Targets of all `br_table`s of the body. */
  readonly labels: Uint32Array
}

/** Block types as the binary's s33: a type index, or one of these (core/binary/instructions). */
export const blockType = { empty: -64 } as const
