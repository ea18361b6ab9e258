import type { Code, Local, Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { memoryMap } from './memory-map.ts'

const { dividend, divisor, quotient } = memoryMap
const BASE_MINUS_1 = 0xffff_ffffn

/**
 * Defines `divide(m)`: the dividend of `m` u32 digits by the divisor, which is not 0, both in the kernel's memory. The
 * remainder takes the dividend's place; the quotient has as many digits as the dividend, zeros included.
 *
 * @see Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D: u, v, q and the steps are named as there
 */
export function defineDivide(module: ModuleBuilder): Call {
  const byDigit = defineDivideByDigit(module)
  const shiftLeft = defineShift(module, 'shiftDigitsLeft')
  const step = defineStep(module)
  return module.define('divide', { params: ['i32'], results: [] }, (f, [m]) => {
    const [n, j] = [f.local('i32'), f.local('i32')]
    const shift = f.local('i64')
    return [
      ...i64Zeros(quotient, 9),
      ...n.set(8),
      ...f.while(
        () => i32.eqz(digitBelow(divisor, n)),
        () => n.set(i32.sub(n, 1)),
      ),
      ...f.while(
        () => i32.and(i32.ge_u(m, n), i32.eqz(digitBelow(dividend, m))),
        () => m.set(i32.sub(m, 1)),
      ),
      ...f.if(i32.lt_u(m, n), () => f.return()),
      ...f.if(i32.eq(n, 1), () => [...byDigit(m), ...f.return()]),
      // D1: normalize, so that the top digit of v has its top bit.
      ...shift.set(i64.extend_i32_u(i32.clz(digitBelow(divisor, n)))),
      ...shiftLeft(divisor, n, shift),
      ...i32.store(i32.shl(m, 2), 0, dividend),
      ...shiftLeft(dividend, i32.add(m, 1), shift),
      // D2 … D7
      ...j.set(i32.sub(m, n)),
      ...f.while(
        () => i32.ge_s(j, 0),
        () => [...step(j, n), ...j.set(i32.sub(j, 1))],
      ),
      ...shiftRight(f, n, shift),
    ]
  })
}

/** The digit before digit `index` of the number at `base`; for index 0 the four bytes before the number. */
function digitBelow(base: number, index: Operand): Code {
  return i32.load(i32.shl(index, 2), base - 4)
}

function i64Zeros(address: number, count: number): Code {
  return Array.from({ length: count }, (_, i) => i64.store(0, 0n, address + 8 * i)).flat()
}

function defineDivideByDigit(module: ModuleBuilder): Call {
  return module.define('divideByDigit', { params: ['i32'], results: [] }, (f, [m]) => {
    const [rest, value, v] = [f.local('i64'), f.local('i64'), f.local('i64')]
    const at = f.local('i32')
    return [
      ...v.set(i64.load32_u(0, divisor)),
      ...at.set(i32.shl(m, 2)),
      ...f.while(
        () => at,
        () => [
          ...at.set(i32.sub(at, 4)),
          ...value.set(i64.or(i64.shl(rest, 32n), i64.load32_u(at, dividend))),
          ...rest.set(i64.rem_u(value, v)),
          ...i64.store32(at, 0n, dividend),
          ...i64.store32(at, i64.div_u(value, v), quotient),
        ],
      ),
      ...i64.store(0, rest, dividend),
    ]
  })
}

/** `(address, count, shift)`: shifts digits in place by less than 32 bits. */
function defineShift(module: ModuleBuilder, name: string): Call {
  const signature = { params: ['i32', 'i32', 'i64'], results: [] } as const
  return module.define(name, signature, (f, [address, count, shift]) => {
    const [carry, value] = [f.local('i64'), f.local('i64')]
    return f.while(
      () => count,
      () => [
        ...value.set(i64.shl(i64.load32_u(address), shift)),
        ...i64.store32(address, i64.or(value, carry)),
        ...carry.set(i64.shr_u(value, 32n)),
        ...address.set(i32.add(address, 4)),
        ...count.set(i32.sub(count, 1)),
      ],
    )
  })
}

/** D8: unnormalize the remainder, the first `n` digits of the dividend. */
function shiftRight(f: FunctionBuilder, n: Local, shift: Local): Code {
  const at = f.local('i32')
  return [
    ...at.set(0),
    // The digit above the last one is 0 once the division is done.
    ...f.while(
      () => i32.lt_u(at, i32.shl(n, 2)),
      () => [
        ...i64.store32(at, i64.shr_u(i64.load(at, dividend), shift), dividend),
        ...at.set(i32.add(at, 4)),
      ],
    ),
  ]
}

/** `(j, n)`: D3 to D6 for one digit of the quotient. */
function defineStep(module: ModuleBuilder): Call {
  const subtract = defineSubtractProduct(module)
  const addBack = defineAddBack(module)
  return module.define('divideStep', { params: ['i32', 'i32'], results: [] }, (f, [j, n]) => {
    const [q, rest, top, next, below] = Array.from({ length: 5 }, () =>
      f.local('i64'),
    ) as unknown as readonly [Local, Local, Local, Local, Local]
    const at = f.local('i32')
    return [
      ...at.set(i32.shl(n, 2)),
      ...top.set(i64.load32_u(i32.sub(at, 4), divisor)),
      ...next.set(i64.load32_u(i32.sub(at, 4), divisor - 4)),
      ...at.set(i32.shl(i32.add(j, n), 2)),
      // The two top digits are the bytes from the last but one on.
      ...rest.set(i64.load(i32.sub(at, 4), dividend)),
      ...below.set(i64.load32_u(i32.sub(at, 4), dividend - 4)),
      ...q.set(i64.div_u(rest, top)),
      ...rest.set(i64.rem_u(rest, top)),
      ...f.block((done) =>
        f.loop((again) => [
          ...f.brIf(
            done,
            i32.eqz(
              i32.or(
                i64.gt_u(q, BASE_MINUS_1),
                i64.gt_u(i64.mul(q, next), i64.or(i64.shl(rest, 32n), below)),
              ),
            ),
          ),
          ...q.set(i64.sub(q, 1n)),
          ...rest.set(i64.add(rest, top)),
          ...f.brIf(again, i64.le_u(rest, BASE_MINUS_1)),
        ]),
      ),
      ...f.if(i64.lt_s(subtract(i32.shl(j, 2), n, q), 0n), () => [
        ...q.set(i64.sub(q, 1n)),
        ...addBack(i32.shl(j, 2), n),
      ]),
      ...i64.store32(i32.shl(j, 2), q, quotient),
    ]
  })
}

/** D4: `(at, n, q) → borrow`: subtracts `q · v` from the dividend from byte `at` on; negative when it was too much. */
function defineSubtractProduct(module: ModuleBuilder): Call {
  const signature = { params: ['i32', 'i32', 'i64'], results: ['i64'] } as const
  return module.define('subtractProduct', signature, (f, [at, n, q]) => {
    const [carry, product, t] = [f.local('i64'), f.local('i64'), f.local('i64')]
    const [i, end] = [f.local('i32'), f.local('i32')]
    return [
      ...end.set(i32.shl(n, 2)),
      ...f.while(
        () => i32.lt_u(i, end),
        () => [
          ...product.set(i64.mul(q, i64.load32_u(i, divisor))),
          ...t.set(
            i64.sub(
              i64.sub(i64.load32_u(i32.add(at, i), dividend), carry),
              i64.and(product, BASE_MINUS_1),
            ),
          ),
          ...i64.store32(i32.add(at, i), t, dividend),
          ...carry.set(i64.sub(i64.shr_u(product, 32n), i64.shr_s(t, 32n))),
          ...i.set(i32.add(i, 4)),
        ],
      ),
      ...t.set(i64.sub(i64.load32_u(i32.add(at, i), dividend), carry)),
      ...i64.store32(i32.add(at, i), t, dividend),
      ...f.return(t),
    ]
  })
}

/** D6: `(at, n)`: adds `v` back. */
function defineAddBack(module: ModuleBuilder): Call {
  return module.define('addBack', { params: ['i32', 'i32'], results: [] }, (f, [at, n]) => {
    const [carry, t] = [f.local('i64'), f.local('i64')]
    const [i, end] = [f.local('i32'), f.local('i32')]
    const place = i32.add(at, i)
    return [
      ...end.set(i32.shl(n, 2)),
      ...f.while(
        () => i32.lt_u(i, end),
        () => [
          ...t.set(
            i64.add(i64.add(i64.load32_u(place, dividend), i64.load32_u(i, divisor)), carry),
          ),
          ...i64.store32(place, t, dividend),
          ...carry.set(i64.shr_u(t, 32n)),
          ...i.set(i32.add(i, 4)),
        ],
      ),
      ...i64.store32(place, i64.add(i64.load32_u(place, dividend), carry), dividend),
    ]
  })
}
