import { describe, expect, it } from 'vitest'
import { meter } from '../../../src/gas-metering/meter.ts'
import { decodeInstructions } from '../../../src/wasm/decode-instructions.ts'
import type { WasmModule } from '../../../src/wasm/module.ts'
import { opcode } from '../../../src/wasm/opcode.ts'
import { expectExact, unevenSchedule } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

function main(body: string): WasmModule {
  return parseWat(`(module (import "host" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i64) (i64.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (func $down (param i32) (if (local.get 0) (then (call $down (i32.shr_u (local.get 0) (i32.const 1))))))
    (func (export "main") (param $n i32) (result i32) (local $m i32) ${body} (local.get $n)))`)
}

/** Checks of the gas in `main`, the one behind its end included. */
function checksIn(module: WasmModule): number {
  const metered = meter(module, { schedule: unevenSchedule, strategy: 'fast' })
  const { opcode: codes, length } = decodeInstructions(
    metered.functions[1]?.body ?? new Uint8Array(),
  )
  return codes.subarray(0, length).filter((code) => code === opcode['i64.lt_s']).length
}

const NEXT = '(local.tee $n (i32.shr_u (local.get $n) (i32.const 1)))'
const INNER = '(loop $inner (br_if $inner (local.tee $m (i32.shr_u (local.get $m) (i32.const 1)))))'

/** Bodies, and how many checks they need. */
// biome-ignore format: table
const cases: Readonly<Record<string, readonly [body: string, checks: number]>> = {
  'a loop of its own': [`(loop $l (i32.store (i32.const 0) (memory.grow (i32.const 0))) (br_if $l ${NEXT}))`, 2],
  'a host call on every trip': [`(loop $l (call $note (local.get $n)) (br_if $l ${NEXT}))`, 2],
  'a recursive function on every trip': [`(loop $l (call $down (local.get $n)) (br_if $l ${NEXT}))`, 1],
  'a recursive function on some trips': [`
    (loop $l (if (i32.and (local.get $n) (i32.const 1)) (then (call $down (local.get $n)))) (br_if $l ${NEXT}))`, 2],
  'a recursive function on both ways': [`
    (loop $l (if (i32.and (local.get $n) (i32.const 1)) (then (call $down (local.get $n))) (else (call $down (i32.const 3))))
      (br_if $l ${NEXT}))`, 1],
  'a way round that leaves the call out': [`
    (loop $l (br_if $l (i32.and ${NEXT} (i32.const 2))) (call $down (local.get $n)) (br_if $l ${NEXT}))`, 2],
  'a block that is left before the call': [`
    (loop $l (block $b (br_if $b (i32.and (local.get $n) (i32.const 4))) (call $down (local.get $n))) (br_if $l ${NEXT}))`, 2],
  'a copied loop inside, which may be left before its check': [`(loop $l (local.set $m (local.get $n)) ${INNER} (br_if $l ${NEXT}))`, 3],
  'a loop inside that may be left out': [`
    (loop $l (if (local.tee $m (i32.and (local.get $n) (i32.const 6))) (then ${INNER})) (br_if $l ${NEXT}))`, 3],
  'a br_table with the call on one of its ways': [`
    (loop $l (block $b (block $a (br_table $a $b (i32.and (local.get $n) (i32.const 1)))) (call $down (local.get $n)))
      (br_if $l ${NEXT}))`, 2],
}

describe('the way back of a loop', () => {
  it.each(Object.entries(cases))('is checked once at most: %s', (_, [body, checks]) => {
    const module = main(body)
    expect(checksIn(module)).toBe(checks)
    for (const argument of [1, 2, 77, 1023]) expectExact(module, argument, [30, 128, 220])
  })
})
