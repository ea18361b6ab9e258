import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { accumulate, type Halved, halve, product, productLocals, setHalves } from './product.ts'
import { binarySignature, limbLocals, wordType } from './word.ts'

/**
 * Code for `low, high = a · b + …addends`, on limbs; at most two addends, which never overflow 128 bits. `low` and `high`
 * are neither factors nor addends. Written where it happens: a call would cost a third more.
 */
export type MultiplyAdd = (
  result: readonly [low: Local, high: Local],
  a: Local,
  b: Local,
  ...addends: readonly Local[]
) => Code

/** Makes such code for one function, whose uses share their locals. */
export function multiplyAddIn(f: FunctionBuilder): MultiplyAdd {
  const locals = productLocals(f)
  const [left, right] = [f, f].map(() => ({ low: f.local('i64'), high: f.local('i64') })) as [
    Omit<Halved, 'limb'>,
    Omit<Halved, 'limb'>,
  ]
  return ([low, high], a, b, ...addends) => [
    ...setHalves(left, a),
    ...setHalves(right, b),
    ...product(locals, [low, high], { limb: a, ...left }, { limb: b, ...right }),
    ...addends.flatMap((addend) => accumulate(low, addend, high)),
  ]
}

/** Defines `multiplyWide`: `(a, b) → (low word, high word)` of the product of two words. */
export function defineMultiplyWide(module: ModuleBuilder): Call {
  const signature = {
    params: binarySignature.params,
    results: [...wordType, ...wordType],
  } as const
  return module.define('multiplyWide', signature, (f, params) => {
    const [a, b] = [halve(f, params.slice(0, 4)), halve(f, params.slice(4))]
    const sum = limbLocals(f, 8)
    const [low, carry] = limbLocals(f, 2)
    const locals = productLocals(f)
    return [
      ...a.code,
      ...b.code,
      // Row by row: each adds a limb of `a` times `b` to the product so far; `high` limbs are the carries of a row.
      ...a.halved.flatMap((limb, i) => [
        ...carry.set(0n),
        ...b.halved.flatMap((other, j) => {
          const place = sum[i + j] as Local
          const high = sum[i + 4] as Local
          return [
            ...product(locals, [low, high], limb, other),
            ...accumulate(low, carry, high),
            ...accumulate(place, low, high),
            ...carry.set(high),
          ]
        }),
      ]),
      ...f.return(...sum),
    ]
  })
}
