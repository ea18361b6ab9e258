import type { InstructionName } from '../../wasm/opcode.ts'
import { type Code, codeOf, instruction, type Operand, unsigned } from './code.ts'

type Unary = (operand: Operand) => Code
type Binary = (left: Operand, right: Operand) => Code
type Load = (address: Operand, offset?: number) => Code
type Store = (address: Operand, value: Operand, offset?: number) => Code

/** Instructions on i32, by the names of the text format. */
export const i32 = {
  add: binary('i32.add'),
  sub: binary('i32.sub'),
  mul: binary('i32.mul'),
  and: binary('i32.and'),
  or: binary('i32.or'),
  shl: binary('i32.shl'),
  shr_u: binary('i32.shr_u'),
  eq: binary('i32.eq'),
  ne: binary('i32.ne'),
  lt_u: binary('i32.lt_u'),
  gt_u: binary('i32.gt_u'),
  ge_u: binary('i32.ge_u'),
  le_u: binary('i32.le_u'),
  lt_s: binary('i32.lt_s'),
  ge_s: binary('i32.ge_s'),
  eqz: unary('i32.eqz'),
  clz: unary('i32.clz'),
  wrap_i64: unary('i32.wrap_i64'),
  load: load('i32.load'),
  load8_u: load('i32.load8_u'),
  store: store('i32.store'),
  store8: store('i32.store8'),
} as const

/** Instructions on i64, by the names of the text format. */
export const i64 = {
  add: binary('i64.add'),
  sub: binary('i64.sub'),
  mul: binary('i64.mul'),
  div_u: binary('i64.div_u'),
  rem_u: binary('i64.rem_u'),
  and: binary('i64.and'),
  or: binary('i64.or'),
  xor: binary('i64.xor'),
  shl: binary('i64.shl'),
  shr_u: binary('i64.shr_u'),
  shr_s: binary('i64.shr_s'),
  eq: binary('i64.eq'),
  ne: binary('i64.ne'),
  lt_u: binary('i64.lt_u'),
  gt_u: binary('i64.gt_u'),
  ge_u: binary('i64.ge_u'),
  le_u: binary('i64.le_u'),
  lt_s: binary('i64.lt_s'),
  gt_s: binary('i64.gt_s'),
  eqz: unary('i64.eqz'),
  clz: unary('i64.clz'),
  extend_i32_u: unary('i64.extend_i32_u'),
  load: load('i64.load'),
  load32_u: load('i64.load32_u'),
  store: store('i64.store'),
  store32: store('i64.store32'),
} as const

/** Instructions on v128, by the names of the text format. */
export const v128 = {
  load: load('v128.load'),
  store: store('v128.store'),
  zero: [...instruction('v128.const'), ...new Array<number>(16).fill(0)] as Code,
  /** `i8x16.shuffle`: lanes below 16 are of `left`, the others of `right`. */
  shuffle: (left: Operand, right: Operand, lanes: readonly number[]): Code => [
    ...codeOf(left),
    ...codeOf(right),
    ...instruction('i8x16.shuffle'),
    ...lanes,
  ],
} as const

/** Instructions on the memory as a whole. */
export const memory = {
  /** Pages. */
  size: [...instruction('memory.size'), 0] as Code,
  grow: (pages: Operand): Code => [...codeOf(pages), ...instruction('memory.grow'), 0],
  copy: (target: Operand, source: Operand, length: Operand): Code => [
    ...codeOf(target),
    ...codeOf(source),
    ...codeOf(length),
    ...instruction('memory.copy'),
    0,
    0,
  ],
  fill: (target: Operand, value: Operand, length: Operand): Code => [
    ...codeOf(target),
    ...codeOf(value),
    ...codeOf(length),
    ...instruction('memory.fill'),
    0,
  ],
} as const

/** `select`: the first operand where `condition` is not 0, else the second. */
export function select(condition: Operand, whenTrue: Operand, whenFalse: Operand): Code {
  return [...codeOf(whenTrue), ...codeOf(whenFalse), ...codeOf(condition), ...instruction('select')]
}

function unary(name: InstructionName): Unary {
  return (operand) => [...codeOf(operand), ...instruction(name)]
}

function binary(name: InstructionName): Binary {
  return (left, right) => [...codeOf(left), ...codeOf(right), ...instruction(name)]
}

// Loads and stores say no alignment: processors that V8 runs on do not mind.
function load(name: InstructionName): Load {
  return (address, offset = 0) => [...codeOf(address), ...instruction(name), 0, ...unsigned(offset)]
}

function store(name: InstructionName): Store {
  return (address, value, offset = 0) => [
    ...codeOf(address),
    ...codeOf(value),
    ...instruction(name),
    0,
    ...unsigned(offset),
  ]
}
