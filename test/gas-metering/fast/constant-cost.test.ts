import { describe, expect, it } from 'vitest'
import { meter } from '../../../src/gas-metering/meter.ts'
import type { WasmModule } from '../../../src/wasm/module.ts'
import { expectExact, unevenSchedule } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

/** `main` calls `$work` in a loop that data ends; what `$work` is comes from the case. */
function calling(work: string, table = ''): WasmModule {
  return parseWat(`(module (import "host" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i64) (i64.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    ${table}
    ${work}
    (func (export "main") (param $n i32) (result i32) (local $sum i32)
      (loop $again
        (local.set $sum (i32.add (local.get $sum) (call $work (local.get $n))))
        (local.set $n (i32.shr_u (local.get $n) (i32.const 1)))
        (br_if $again (local.get $n)))
      (call $note (local.get $sum))
      (local.get $sum)))`)
}

/** Whether the strategy has left `$work`, the first function, as it was. */
function staysAsItWas(module: WasmModule): boolean {
  const metered = meter(module, { schedule: unevenSchedule, strategy: 'fast' })
  const [before, after] = [module.functions[0], metered.functions[0]]
  return before?.typeIndex === after?.typeIndex && before?.body === after?.body
}

const constant: Readonly<Record<string, string>> = {
  'straight code': '(func $work (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))',
  'declared locals': '(func $work (param i32) (result i32) (local i64 i32) (local.get 2))',
  'a loop with constant bounds': `(func $work (param i32) (result i32) (local $i i32)
    (local.set $i (i32.const 0))
    (loop $l (local.set 0 (i32.add (local.get 0) (local.get $i)))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 5))))
    (local.get 0))`,
  'ways that cost the same': `(func $work (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2))))`,
  'returns that cost the same': `(func $work (param i32) (result i32)
    (if (local.get 0) (then (return (i32.const 7))) (else (return (i32.const 8))))
    (unreachable))`,
  'a trap at its end': '(func $work (param i32) (result i32) (unreachable))',
}

const varying: Readonly<Record<string, string>> = {
  'ways that cost differently': `(func $work (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (local.get 0))) (else (i32.const 2))))`,
  'an early return': `(func $work (param i32) (result i32)
    (if (i32.and (local.get 0) (i32.const 1)) (then (return (i32.const 7))))
    (i32.add (local.get 0) (i32.const 1)))`,
  'two early returns': `(func $work (param i32) (result i32)
    (if (i32.and (local.get 0) (i32.const 1)) (then (return (i32.const 7))))
    (return (i32.add (local.get 0) (i32.const 1))))`,
  'a loop that data ends': `(func $work (param i32) (result i32)
    (loop $l (br_if $l (local.tee 0 (i32.shr_u (local.get 0) (i32.const 1)))))
    (local.get 0))`,
  'a charge by an operand': `(func $work (param i32) (result i32)
    (memory.fill (i32.const 0) (i32.const 1) (i32.and (local.get 0) (i32.const 15))) (local.get 0))`,
  'a host call': '(func $work (param i32) (result i32) (call $note (local.get 0)) (local.get 0))',
  'a recursion': `(func $work (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $work (i32.shr_u (local.get 0) (i32.const 2)))) (else (i32.const 2))))`,
}

describe('a function of constant cost', () => {
  it.each(Object.entries(constant))('stays as it was, with %s', (_, work) => {
    const module = calling(work)
    expect(staysAsItWas(module)).toBe(true)
    for (const argument of [0, 1, 6, 9]) expectExact(module, argument, [40, 128, 200])
  })

  it.each(Object.entries(varying))('is not one with %s', (_, work) => {
    const module = calling(work)
    expect(staysAsItWas(module)).toBe(false)
    for (const argument of [0, 1, 6, 9]) expectExact(module, argument, [40, 128, 200])
  })

  it.each([
    ['a table', '(table 1 funcref) (elem (i32.const 0) $work)'],
    ['an export', '(export "work" (func $work))'],
  ])('is metered where %s names it too', (_, names) => {
    const module = calling(constant['straight code'] ?? '', names)
    expect(staysAsItWas(module)).toBe(false)
    expectExact(module, 9, [40, 128, 200])
  })

  it('is a part of the trips of a counted loop', () => {
    const module = parseWat(`(module (import "host" "note" (func $note (param i32)))
      (memory (export "memory") 1)
      (global (export "g0") (mut i32) (i32.const 0))
      (global (export "g1") (mut i64) (i64.const 0))
      (global (export "g2") (mut i32) (i32.const 0))
      (func $double (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1)))
      (func $work (param i32) (result i32) (local $i i32)
        (local.set $i (i32.const 0))
        (loop $l (local.set 0 (call $double (local.get 0)))
          (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 5))))
        (local.get 0))
      (func (export "main") (param $n i32) (result i32)
        (loop $l (drop (call $double (local.get $n)))
          (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (call $double (local.get $n))))`)
    expect(staysAsItWas(module)).toBe(true)
    for (const argument of [1, 2, 30]) expectExact(module, argument, [40, 128, 200])
  })
})
