import { valueType } from '../../../src/wasm/module.ts'
import { countedLoop } from './counted-loop.ts'
import { address, expression } from './expression.ts'
import { type FunctionBuilder, writableLocals } from './function-builder.ts'

const { i32, i64 } = valueType

/** Writes up to `count` statements, each of nesting at most `size`. */
export function statements(builder: FunctionBuilder, count: number, size: number): void {
  for (let index = 0; index < count && !builder.entropy.isSpent; index++) {
    const forms = size > 0 ? [...plain, ...nested] : plain
    builder.entropy.pick(forms)(builder, size)
  }
}

type Statement = (builder: FunctionBuilder, size: number) => void

const assign: Statement = (builder, size) => {
  const type = builder.entropy.oneIn(2) ? i64 : i32
  const targets = writableLocals(builder, type)
  if (targets.length === 0) return
  expression(builder, type, size)
  builder.code.localSet(builder.entropy.pick(targets))
}

const assignGlobal: Statement = ({ entropy, surroundings, code, ...rest }, size) => {
  const index = entropy.below(surroundings.globals.length)
  expression({ entropy, surroundings, code, ...rest }, surroundings.globals[index] ?? i32, size)
  code.globalSet(index)
}

const store: Statement = (builder, size) => {
  const wide = builder.entropy.oneIn(2)
  address(builder, size)
  expression(builder, wide ? i64 : i32, size)
  builder.code.access(wide ? 'i64.store' : 'i32.store8', builder.entropy.below(64))
}

const conditional: Statement = (builder, size) => {
  expression(builder, i32, 2)
  builder.code.if()
  builder.labels.push({ carries: [] })
  statements(builder, 1 + builder.entropy.below(3), size - 1)
  if (builder.entropy.oneIn(2)) {
    builder.code.op('else')
    statements(builder, 1 + builder.entropy.below(3), size - 1)
  }
  builder.labels.pop()
  builder.code.end()
}

const block: Statement = (builder, size) => {
  builder.code.block()
  builder.labels.push({ carries: [] })
  statements(builder, 1 + builder.entropy.below(4), size - 1)
  builder.labels.pop()
  builder.code.end()
}

const freeLoop: Statement = (builder, size) => {
  builder.code.loop()
  builder.labels.push({ carries: [] })
  statements(builder, 1 + builder.entropy.below(3), size - 1)
  if (builder.entropy.oneIn(3)) {
    expression(builder, i32, 2)
    builder.code.brIf(0)
  }
  builder.labels.pop()
  builder.code.end()
}

const counted: Statement = (builder, size) => {
  const forms = builder.entropy.oneIn(3) ? size - 1 : 0
  countedLoop(builder, () => statements(builder, builder.entropy.below(4), forms))
}

/** A branch to any label around, with the values that it carries; conditional most of the time. */
const branch: Statement = (builder) => {
  const { code, entropy, labels } = builder
  const depth = entropy.below(labels.length)
  const carries = labels[labels.length - 1 - depth]?.carries ?? []
  for (const type of carries) expression(builder, type, 1)
  if (entropy.oneIn(5)) {
    code.br(depth)
    return
  }
  expression(builder, i32, 2)
  code.brIf(depth)
  for (const _ of carries) code.op('drop')
}

/** A `br_table` over labels that carry the same types, inside of a block, so that the code behind it runs too. */
const branchTable: Statement = (builder, size) => {
  const { code, entropy, labels } = builder
  code.block().block()
  labels.push({ carries: [] }, { carries: [] })
  statements(builder, entropy.below(2), size - 1)
  const depth = entropy.below(labels.length)
  const carries = labels[labels.length - 1 - depth]?.carries ?? []
  const fitting = labels.flatMap((label, index) =>
    label.carries.join() === carries.join() ? [labels.length - 1 - index] : [],
  )
  for (const type of carries) expression(builder, type, 1)
  expression(builder, i32, 2)
  if (entropy.oneIn(2)) code.i32Const(3).op('i32.and')
  const targets = Array.from({ length: 1 + entropy.below(4) }, () => entropy.pick(fitting))
  code.brTable(Uint32Array.from(targets))
  labels.pop()
  code.end()
  statements(builder, entropy.below(3), size - 1)
  labels.pop()
  code.end()
}

const leave: Statement = (builder) => {
  for (const type of builder.type.results) expression(builder, type, 1)
  builder.code.op('return')
}

const call: Statement = (builder) => {
  const { entropy, surroundings, code } = builder
  const count = surroundings.functionTypes.length - surroundings.importCount
  const index = surroundings.importCount + entropy.below(count)
  callWith(builder, surroundings.functionTypes[index] ?? 0, () => code.call(index))
}

const callIndirect: Statement = (builder) => {
  const { entropy, surroundings, code } = builder
  const typeIndex = entropy.pick(surroundings.functionTypes)
  callWith(builder, typeIndex, () => {
    if (entropy.oneIn(2)) expression(builder, i32, 1)
    else code.i32Const(entropy.below(surroundings.tableSize + 1))
    code.callIndirect(typeIndex, 0)
  })
}

function callWith(builder: FunctionBuilder, typeIndex: number, emitCall: () => void): void {
  const type = builder.surroundings.types[typeIndex]
  if (type === undefined) return
  for (const param of type.params) expression(builder, param, 1)
  emitCall()
  for (const result of [...type.results].reverse()) {
    const targets = writableLocals(builder, result)
    const target = targets[0]
    if (target === undefined || builder.entropy.oneIn(2)) builder.code.op('drop')
    else builder.code.localSet(target)
  }
}

const note: Statement = (builder) => {
  expression(builder, i32, 1)
  builder.code.call(0)
}

const grow: Statement = ({ code, entropy }) =>
  void code
    .i32Const(entropy.pick([0, 1, 1, 2, 70_000]))
    .memoryGrow()
    .op('drop')

const fill: Statement = (builder) => {
  address(builder, 1)
  expression(builder, i32, 1)
  builder.code.i32Const(builder.entropy.below(200)).memoryFill()
}

const copy: Statement = (builder) => {
  address(builder, 1)
  address(builder, 1)
  expression(builder, i32, 0)
  builder.code.i32Const(127).op('i32.and').memoryCopy()
}

const trap: Statement = ({ code, entropy }) => void (entropy.oneIn(8) && code.op('unreachable'))

const plain: readonly Statement[] = [assign, assign, assign, store, assignGlobal]
const nested: readonly Statement[] = [
  conditional,
  conditional,
  block,
  freeLoop,
  counted,
  counted,
  counted,
  branch,
  branch,
  branchTable,
  leave,
  call,
  call,
  callIndirect,
  note,
  grow,
  fill,
  copy,
  trap,
]
