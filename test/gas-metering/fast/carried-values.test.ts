import { describe, expect, it } from 'vitest'
import { CarriedValues } from '../../../src/gas-metering/fast/carried-values.ts'
import { TypeTable } from '../../../src/gas-metering/type-table.ts'
import { valueType } from '../../../src/wasm/module.ts'
import { expectExact } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

const { i32, i64, f32, f64 } = valueType

describe('CarriedValues', () => {
  // biome-ignore format: table
  it.each([
    { params: [],                        gas: i64, depth: i32 },
    { params: [i32, i64, i32],           gas: i64, depth: i32 },
    { params: [i32, i32, i32, i32],      gas: i64, depth: f32 },
    { params: [i32, i32, f32, f64],      gas: i64, depth: i32 },
    { params: [i32, i32, i32, i64, i64], gas: f64, depth: f32 },
  ])('leaves the registers to $params.length parameters', ({ params, gas, depth }) => {
    const types = new TypeTable([{ params, results: [i32] }])
    const carried = new CarriedValues(types, 'carried')
    expect(types.at(carried.extend(0))).toEqual({
      params: [...params, gas, depth],
      results: [i32, i64],
    })
  })
})

/** A recursion with `count` parameters, called directly, through a table, and from outside; the host in the table too. */
function recursion(count: number): string {
  const types = Array(count).fill('i32').join(' ')
  const rest = Array.from({ length: count - 1 }, (_, index) => `(local.get ${index + 1})`).join(' ')
  const zeros = Array(count - 1)
    .fill('(i32.const 3)')
    .join(' ')
  const less = '(i32.sub (local.get 0) (i32.const 1))'
  return `(module
    (import "host" "note" (func $note (param i32)))
    (type $t (func (param ${types}) (result i32)))
    (type $n (func (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i32) (i32.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (table 2 funcref) (elem (i32.const 0) $f $note)
    (func $f (export "f") (type $t) (local i64)
      (call_indirect (type $n) (local.get 0) (i32.const 1))
      (if (result i32) (local.get 0)
        (then (i32.add (call $f ${less} ${rest})
                       (call_indirect (type $t) (i32.const 0) ${rest} (i32.const 0))))
        (else (i32.const 1))))
    (func (export "main") (param $n i32) (result i32)
      (call $f (i32.and (local.get $n) (i32.const 7)) ${zeros})))`
}

describe.each([2, 3, 4, 5, 7])('a function of %i parameters', (count) => {
  it.each([0, 1, 4, -1])('is charged exactly, for %i', (argument) => {
    expectExact(parseWat(recursion(count)), argument, [60, 130, 220])
  })
})
