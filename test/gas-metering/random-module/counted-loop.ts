import { type ValueType, valueType } from '../../../src/wasm/module.ts'
import type { InstructionName } from '../../../src/wasm/opcode.ts'
import type { FunctionBuilder } from './function-builder.ts'
import { writableLocals } from './function-builder.ts'

const { i32, i64 } = valueType
const steps = [1, 1, -1, -1, 2, 4, -4, 8, 3, -5, 0, -0x8000_0000]

/** How often the loop would run: rarely not at all by its count (which means a wrap around), rarely too often. */
const trips = [1, 1, 2, 3, 4, 5, 7, 8, 16, 30, 0]

type Comparison = 'ne' | 'lt_u' | 'lt_s' | 'gt_u' | 'gt_s' | 'le_u' | 'ge_s' | 'eq'
const comparisons: readonly Comparison[] = [
  'ne',
  'ne',
  'ne',
  'lt_u',
  'lt_s',
  'gt_u',
  'gt_s',
  'le_u',
  'ge_s',
  'eq',
]

/** What a counted loop needs: its counter, its end, and where they are. */
interface Counting {
  readonly type: ValueType
  readonly counter: number
  readonly end: number | undefined
  readonly endValue: number
  readonly step: number
}

/**
 * A loop that counts, in all shapes that compilers make and some that none makes: steps up and down, that divide the
 * way or not, wrap around, comparisons of every kind, the step at the start, in the middle or at the end.
 */
export function countedLoop(builder: FunctionBuilder, body: () => void): void {
  const { entropy, code } = builder
  const type = entropy.oneIn(5) ? i64 : i32
  const [counter, end] = writableLocals(builder, type)
  if (counter === undefined) return
  const step = entropy.pick(steps)
  const endValue = entropy.pick([0, 0, 10, 100, -1, 5, 0x7fff_ffff, -0x8000_0000])
  const noise = entropy.oneIn(10) ? 1 : 0
  const start = (endValue - Math.imul(entropy.pick(trips), step) + noise) | 0
  const endLocal = entropy.oneIn(2) ? end : undefined
  const counting: Counting = { type, counter, end: endLocal, endValue, step }
  constant(builder, type, start)
  code.localSet(counter)
  if (endLocal !== undefined) {
    constant(builder, type, endValue)
    code.localSet(endLocal)
  }
  if (!entropy.oneIn(6)) {
    builder.counters.add(counter)
    if (endLocal !== undefined) builder.counters.add(endLocal)
  }
  code.block().loop()
  builder.labels.push({ carries: [] }, { carries: [] })
  entropy.pick(shapes)(builder, counting, body)
  builder.labels.length -= 2
  code.end().end()
  builder.counters.delete(counter)
  if (endLocal !== undefined) builder.counters.delete(endLocal)
}

type Shape = (builder: FunctionBuilder, counting: Counting, body: () => void) => void

const stepLast: Shape = (builder, counting, body) => {
  body()
  next(builder, counting)
  builder.code.localTee(counting.counter)
  compare(builder, counting)
  builder.code.brIf(0)
}

const stepFirst: Shape = (builder, counting, body) => {
  next(builder, counting)
  builder.code.localSet(counting.counter)
  body()
  builder.code.localGet(counting.counter)
  compare(builder, counting)
  builder.code.brIf(0)
}

const compareBeforeStep: Shape = (builder, counting, body) => {
  body()
  builder.code.localGet(counting.counter)
  compare(builder, counting)
  next(builder, counting)
  builder.code.localSet(counting.counter).brIf(0)
}

const untilZero: Shape = (builder, counting, body) => {
  body()
  next(builder, counting)
  builder.code.localTee(counting.counter)
  if (counting.type === i64) builder.code.i64Const(0).op('i64.ne')
  builder.code.brIf(0)
}

const endFirst: Shape = (builder, counting, body) => {
  body()
  limit(builder, counting)
  next(builder, counting)
  builder.code.localTee(counting.counter).op(nameOf(counting.type, 'ne')).brIf(0)
}

/** One way out in the middle, one way back at the end. */
const exitInTheMiddle: Shape = (builder, counting, body) => {
  const { code, entropy } = builder
  const stepsFirst = entropy.oneIn(2)
  body()
  if (stepsFirst) {
    next(builder, counting)
    code.localTee(counting.counter)
  } else code.localGet(counting.counter)
  limit(builder, counting)
  code.op(nameOf(counting.type, 'eq')).brIf(1)
  body()
  if (!stepsFirst) {
    next(builder, counting)
    code.localSet(counting.counter)
  }
  code.br(0)
}

/** Leaves when the counter gets to zero. */
const exitAtZero: Shape = (builder, counting, body) => {
  next(builder, counting)
  builder.code.localTee(counting.counter).op(nameOf(counting.type, 'eqz')).brIf(1)
  body()
  builder.code.br(0)
}

const shapes: readonly Shape[] = [
  exitInTheMiddle,
  exitInTheMiddle,
  exitAtZero,
  stepLast,
  stepLast,
  stepFirst,
  compareBeforeStep,
  untilZero,
  endFirst,
]

/** Leaves the counter's next value. */
function next({ code, entropy }: FunctionBuilder, { type, counter, step }: Counting): void {
  const operator = entropy.oneIn(3) ? 'sub' : 'add'
  const amount = operator === 'sub' ? -step | 0 : step
  if (operator === 'add' && entropy.oneIn(4)) {
    constantOf(code, type, amount)
    code.localGet(counter)
  } else {
    code.localGet(counter)
    constantOf(code, type, amount)
  }
  code.op(nameOf(type, operator))
}

/** Compares the value on the stack with the end. */
function compare(builder: FunctionBuilder, counting: Counting): void {
  const comparison = builder.entropy.pick(comparisons)
  limit(builder, counting)
  builder.code.op(nameOf(counting.type, comparison))
  if (comparison === 'eq') builder.code.op('i32.eqz')
}

function limit(builder: FunctionBuilder, { type, end, endValue }: Counting): void {
  if (end !== undefined) builder.code.localGet(end)
  else constant(builder, type, endValue)
}

function constant({ code }: FunctionBuilder, type: ValueType, value: number): void {
  constantOf(code, type, value)
}

function constantOf(code: FunctionBuilder['code'], type: ValueType, value: number): void {
  if (type === i64) code.i64Const(value)
  else code.i32Const(value)
}

function nameOf(type: ValueType, operation: string): InstructionName {
  return `${type === i64 ? 'i64' : 'i32'}.${operation}` as InstructionName
}
