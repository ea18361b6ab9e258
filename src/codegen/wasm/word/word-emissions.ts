import { opcode } from '../../../wasm/opcode.ts'
import { type OperationName, operationNames } from '../../ir/operation.ts'
import { and, not, or, xor } from './bitwise.ts'
import { eq, gt, iszero, lt, sgt, slt } from './comparisons.ts'
import { addmod, div, mod, mulmod, sdiv, smod } from './divisions.ts'
import { callKernel, kernel } from './kernel-call.ts'
import { countLeadingZeros } from './leading-zeros.ts'
import { setLowLimb } from './limb.ts'
import { mul } from './products.ts'
import { byte, sar, shl, shr, signextend } from './shifts.ts'
import { add, sub } from './sums.ts'
import type { ConditionEmission, WordEmission } from './word-emission.ts'

/** How comparisons are written as conditions. */
const conditions: Partial<Record<OperationName, ConditionEmission>> = {
  lt,
  gt,
  slt,
  sgt,
  eq,
  iszero,
}

const words: Partial<Record<OperationName, WordEmission>> = {
  add,
  sub,
  mul,
  div,
  sdiv,
  mod,
  smod,
  addmod,
  mulmod,
  exp: (out, result, [base, exponent]) => callKernel(out, kernel.exp, result, [base, exponent]),
  signextend,
  and,
  or,
  xor,
  not,
  byte,
  shl,
  shr,
  sar,
  clz: countLeadingZeros,
}

/** How a comparison is written, by operation; undefined for what is none. */
export const conditionEmissions = operationNames.map((name) => conditions[name])

/** How a pure operation is written, by operation. A comparison becomes a word of 0 or 1. */
export const wordEmissions = operationNames.map((name) => {
  const condition = conditions[name]
  return condition === undefined ? words[name] : asWord(condition)
})

function asWord(condition: ConditionEmission): WordEmission {
  return (out, result, args) => {
    condition(out, args)
    out.op(opcode['i64.extend_i32_u'])
    setLowLimb(out, result)
  }
}
