import { type ValueType, valueType } from '../../../src/wasm/module.ts'
import type { InstructionName } from '../../../src/wasm/opcode.ts'
import type { FunctionBuilder } from './function-builder.ts'

const { i32, i64 } = valueType

// biome-ignore format: table
const binary32: readonly InstructionName[] = [
  'i32.add', 'i32.sub', 'i32.mul', 'i32.and', 'i32.or', 'i32.xor', 'i32.shl', 'i32.shr_u', 'i32.shr_s', 'i32.rotl',
  'i32.eq', 'i32.ne', 'i32.lt_s', 'i32.lt_u', 'i32.ge_u', 'i32.div_u', 'i32.rem_s',
]
// biome-ignore format: table
const binary64: readonly InstructionName[] = [
  'i64.add', 'i64.sub', 'i64.mul', 'i64.and', 'i64.xor', 'i64.shl', 'i64.shr_u', 'i64.rotr', 'i64.div_s', 'i64.rem_u',
]
const compare64: readonly InstructionName[] = ['i64.eq', 'i64.ne', 'i64.lt_s', 'i64.gt_u']
const unary32: readonly InstructionName[] = ['i32.eqz', 'i32.clz', 'i32.ctz', 'i32.extend8_s']
const unary64: readonly InstructionName[] = ['i64.clz', 'i64.popcnt', 'i64.extend32_s']
const numbers = [0, 1, 2, 3, -1, 7, 8, 255, 256, 65_535, 65_536, 0x7fff_ffff, -0x8000_0000]

/** Writes code that leaves one value of `type`; `size` bounds its nesting. */
export function expression(builder: FunctionBuilder, type: ValueType, size: number): void {
  const { entropy } = builder
  if (size <= 0 || entropy.isSpent || entropy.oneIn(4)) {
    leaf(builder, type)
    return
  }
  const forms = type === i32 ? forms32 : forms64
  entropy.pick(forms)(builder, size - 1)
}

type Form = (builder: FunctionBuilder, size: number) => void

function leaf({ entropy, code, locals, surroundings }: FunctionBuilder, type: ValueType): void {
  const readable = locals.flatMap((local, index) => (local === type ? [index] : []))
  const globals = surroundings.globals.flatMap((global, index) => (global === type ? [index] : []))
  const form = entropy.below(5)
  if (form < 2) code.localGet(entropy.pick(readable))
  else if (form === 2 && globals.length > 0) code.globalGet(entropy.pick(globals))
  else if (type === i32) code.i32Const(entropy.pick(numbers))
  else code.i64Const(entropy.pick(numbers))
}

const operate =
  (type: ValueType, operators: readonly InstructionName[]): Form =>
  (builder, size) => {
    expression(builder, type, size)
    expression(builder, type, size)
    builder.code.op(builder.entropy.pick(operators))
  }

const convert =
  (type: ValueType, operators: readonly InstructionName[]): Form =>
  (builder, size) => {
    expression(builder, type, size)
    builder.code.op(builder.entropy.pick(operators))
  }

const load =
  (name: InstructionName): Form =>
  (builder, size) => {
    address(builder, size)
    builder.code.access(name, builder.entropy.below(64))
  }

const select =
  (type: ValueType): Form =>
  (builder, size) => {
    expression(builder, type, size)
    expression(builder, type, size)
    expression(builder, i32, size)
    builder.code.op('select')
  }

const choice =
  (type: ValueType): Form =>
  (builder, size) => {
    expression(builder, i32, size)
    builder.code.if(type - 0x80)
    builder.labels.push({ carries: [type] })
    expression(builder, type, size)
    builder.code.op('else')
    expression(builder, type, size)
    builder.labels.pop()
    builder.code.end()
  }

/** `block (result t) value condition br_if 0 drop value end`: a branch that carries a value. */
const leave =
  (type: ValueType): Form =>
  (builder, size) => {
    builder.code.block(type - 0x80)
    builder.labels.push({ carries: [type] })
    expression(builder, type, size)
    expression(builder, i32, size)
    builder.code.brIf(0)
    if (builder.entropy.oneIn(2)) {
      builder.code.op('drop')
      expression(builder, type, size)
    }
    builder.labels.pop()
    builder.code.end()
  }

const tee =
  (type: ValueType): Form =>
  (builder, size) => {
    expression(builder, type, size)
    const targets = builder.locals.flatMap((local, index) =>
      local === type && !builder.counters.has(index) ? [index] : [],
    )
    if (targets.length > 0) builder.code.localTee(builder.entropy.pick(targets))
  }

const gasForm: Form = ({ code }) => void code.call(1)
const takeForm: Form = (builder, size) => {
  expression(builder, i32, size)
  builder.code.i32Const(15).op('i32.and').call(2)
}

const forms32: readonly Form[] = [
  operate(i32, binary32),
  operate(i32, binary32),
  operate(i64, compare64),
  convert(i32, unary32),
  convert(i64, ['i32.wrap_i64', 'i64.eqz']),
  load('i32.load'),
  load('i32.load8_u'),
  select(i32),
  choice(i32),
  leave(i32),
  tee(i32),
  takeForm,
  ({ code }) => void code.memorySize(),
]

const forms64: readonly Form[] = [
  operate(i64, binary64),
  operate(i64, binary64),
  convert(i64, unary64),
  convert(i32, ['i64.extend_i32_u', 'i64.extend_i32_s']),
  load('i64.load'),
  load('i64.load16_s'),
  select(i64),
  choice(i64),
  leave(i64),
  tee(i64),
  gasForm,
]

/** An address, most often inside of the first page. */
export function address(builder: FunctionBuilder, size: number): void {
  expression(builder, i32, size)
  if (!builder.entropy.oneIn(16)) builder.code.i32Const(0xfff).op('i32.and')
}
