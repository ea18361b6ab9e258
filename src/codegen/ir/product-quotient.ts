import type { Instruction, Value } from './instruction.ts'
import { op } from './operation.ts'

/**
 * The factor `y` of `div(mul(x, y), x)`, which is how Solidity checks a product for overflow; undefined for anything else.
 * Where the product did not overflow the quotient is `y`, or 0 when `x` is.
 */
export function otherFactor({ op: operation, args }: Instruction): Value | undefined {
  const [product, divisor] = args
  if (operation !== op.div || product?.op !== op.mul) return undefined
  const [x, y] = product.args
  if (x === divisor) return y
  return y === divisor ? x : undefined
}
