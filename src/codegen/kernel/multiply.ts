import type { Code, Local } from '../assembler/code.ts'
import { i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import {
  accumulate,
  type Halved,
  halve,
  type ProductLocals,
  product,
  productLocals,
} from './product.ts'
import { anyBit, binarySignature, wordLocals } from './word.ts'

/** Defines `mul`: `(a, b) → a · b mod 2^256`, on words; shorter ways for operands of one limb and of two. */
export function defineMultiply(module: ModuleBuilder): Call {
  return module.define('mul', binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const r = wordLocals(f)
    const [r0, r1, r2, r3] = r
    const [a, b] = [halve(f, [a0, a1, a2]), halve(f, [b0, b1, b2])]
    const columns: Columns = {
      r,
      low: f.local('i64'),
      high: f.local('i64'),
      locals: productLocals(f),
    }
    const at = (operand: typeof a, limb: number): Halved => operand.halved[limb] as Halved
    const add = (i: number, j: number): Code => addProduct(columns, at(a, i), at(b, j), i + j)
    return [
      ...a.code,
      ...b.code,
      ...product(columns.locals, [r0, r1], at(a, 0), at(b, 0)),
      ...f.if(i64.eqz(anyBit([a1, a2, a3, b1, b2, b3])), () => f.return(r0, r1, 0n, 0n)),
      ...add(0, 1),
      ...add(1, 0),
      ...add(1, 1),
      ...f.if(i64.eqz(anyBit([a2, a3, b2, b3])), () => f.return(r0, r1, r2, r3)),
      ...add(0, 2),
      ...add(2, 0),
      ...r3.set(
        [i64.mul(a0, b3), i64.mul(a1, b2), i64.mul(a2, b1), i64.mul(a3, b0)].reduce(
          (sum, term) => i64.add(sum, term),
          i64.add(r3, 0n),
        ),
      ),
      ...f.return(r0, r1, r2, r3),
    ]
  })
}

interface Columns {
  readonly r: readonly Local[]
  readonly low: Local
  readonly high: Local
  readonly locals: ProductLocals
}

/** Adds a product whose lower limb belongs to a column; what leaves the word is dropped. */
function addProduct({ r, low, high, locals }: Columns, a: Halved, b: Halved, column: number): Code {
  const [lower, upper, above] = [r[column], r[column + 1], r[column + 2]]
  return [
    ...product(locals, [low, high], a, b),
    ...(lower === undefined ? [] : accumulate(lower, low, high)),
    // A high half is at most 2^64 - 2: the carry into it was no overflow.
    ...(upper === undefined ? [] : accumulate(upper, high, above)),
  ]
}
