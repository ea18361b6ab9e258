// Declared table: the patterns below are the price classes of all instructions.

/**
 * The classes of instructions that a schedule prices. Control instructions are classes of their own because a path's
 * cost depends on them; the rest is grouped by what the machine does for it.
 */
// biome-ignore format: table
const patterns = {
  unreachable:    /^unreachable$/,
  nop:            /^nop$/,
  block:          /^block$/,
  loop:           /^loop$/,
  if:             /^if$/,
  br:             /^br$/,
  brIf:           /^br_if$/,
  brTable:        /^br_table$/,
  return:         /^return$/,
  call:           /^call$/,
  callIndirect:   /^call_indirect$/,
  drop:           /^drop$/,
  select:         /^select/,
  local:          /^local\./,
  global:         /^global\./,
  constant:       /\.const$/,
  load:           /^(i32|i64|f32|f64|v128)\.load/,
  store:          /^(i32|i64|f32|f64|v128)\.store/,
  memorySize:     /^memory\.size$/,
  memoryGrow:     /^memory\.grow$/,
  bulk:           /^(memory\.(init|copy|fill)|table\.(init|copy|fill|grow))$/,
  dropSegment:    /^(data|elem)\.drop$/,
  reference:      /^ref\.|^table\.(get|set|size)$/,
  integer:        /^i(32|64)\.(add|sub|and|or|xor|eqz|eq|ne|[lg][te]_[su])$/,
  shift:          /^i(32|64)\.sh[lr]/,
  rotate:         /^i(32|64)\.rot/,
  multiply:       /^i(32|64)\.mul$/,
  divide:         /^i(32|64)\.(div|rem)/,
  countZeros:     /^i(32|64)\.c[lt]z$/,
  populationCount:/^i(32|64)\.popcnt$/,
  signExtend:     /^i(32|64)\.extend/,
  wrap:           /^i32\.wrap_i64$/,
  reinterpret:    /\.reinterpret_/,
  float:          /^f(32|64)\.(add|sub|mul|abs|neg|copysign|min|max|ceil|floor|trunc|nearest|eq|ne|lt|gt|le|ge)$/,
  floatDivide:    /^f(32|64)\.(div|sqrt)$/,
  floatConvert:   /^[if](32|64)\.(trunc|convert|demote|promote)_/,
  vectorDivide:   /^f(32x4|64x2)\.(div|sqrt)$/,
  vectorMultiply: /^(i\d+x\d+\.(\w*mul\w*|dot\w*))$/,
  vector:         /^(v128|[if]\d+x\d+)\./,
} as const satisfies Record<string, RegExp>

/** What a schedule puts a price on; see `classOf`. */
export type InstructionClass = keyof typeof patterns

const classes = Object.entries(patterns) as readonly (readonly [InstructionClass, RegExp])[]

/**
 * The class of an instruction by its name in the specification's text format, the first pattern that fits; undefined for
 * `else` and `end`, which only mark structure and are never charged.
 */
export function classOf(mnemonic: string): InstructionClass | undefined {
  return classes.find(([, pattern]) => pattern.test(mnemonic))?.[0]
}
