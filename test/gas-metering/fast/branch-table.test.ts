import { describe, it } from 'vitest'
import { expectExact } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

function moduleOf(body: string): string {
  return `(module
    (import "host" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global $g1 (export "g1") (mut i32) (i32.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (func (export "main") (param $x i32) (result i32) (local $i i32) ${body}))`
}

/** Labels that were reached with different costs before the table goes to all of them. */
// biome-ignore format: table
const tables: Readonly<Record<string, string>> = {
  'labels that expect different costs': `
    (block $a (block $b (block $c
      (br_if $a (i32.eq (local.get $x) (i32.const 7)))
      (local.set $i (i32.mul (local.get $x) (i32.const 3)))
      (br_if $b (i32.eq (local.get $x) (i32.const 8)))
      (local.set $i (i32.mul (local.get $i) (i32.const 3)))
      (br_table $a $b $c $a (local.get $x)))
      (call $note (i32.const 1)))
      (call $note (i32.const 2)))
    (local.get $i)`,
  'a loop among its labels': `
    (block $out (loop $again
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $out (i32.gt_u (local.get $i) (i32.const 5)))
      (local.set $x (i32.add (local.get $x) (i32.const 1)))
      (br_table $again $out $again (i32.and (local.get $x) (i32.const 3)))))
    (local.get $i)`,
  'labels that carry values': `
    (block $a (result i32) (block $b (result i32)
      (br_if $a (i32.const 10) (i32.eq (local.get $x) (i32.const 7)))
      (br_if $b (i32.const 11) (i32.eq (local.get $x) (i32.const 8)))
      (local.set $i) (local.set $i)
      (br_table $a $b $b $a (i32.const 12) (local.get $x)))
      (i32.add (i32.const 1)))`,
  'the function among its labels': `
    (block $a (result i32)
      (if (i32.eq (local.get $x) (i32.const 5)) (then (return (i32.const 1))))
      (br_if $a (i32.const 3) (i32.eq (local.get $x) (i32.const 4)))
      (drop)
      (local.set $i (i32.mul (local.get $x) (local.get $x)))
      (br_table $a 1 $a (local.get $i) (local.get $x)))`,
  'a loop that is written several times': `
    (block $far (loop $again
      (block $near
        (br_if $near (i32.and (local.get $i) (i32.const 1)))
        (br_table $near $far $near (i32.sub (local.get $x) (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 9)))))
    (local.get $i)`,
}

describe.each(Object.entries(tables))('br_table with %s', (_, body) => {
  it('charges each way exactly', () => {
    const module = parseWat(moduleOf(body))
    for (let argument = -1; argument < 10; argument++) expectExact(module, argument, [50, 200])
  })
})
