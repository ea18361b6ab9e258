import { describe, expect, it } from 'vitest'
import { costTable } from '../../../src/gas-metering/cost-table.ts'
import { recognizeCountedLoop } from '../../../src/gas-metering/fast/counted-loop.ts'
import { decodeInstructions } from '../../../src/wasm/decode-instructions.ts'
import type { WasmModule } from '../../../src/wasm/module.ts'
import { opcode } from '../../../src/wasm/opcode.ts'
import { expectExact, unevenSchedule } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

const BODY = '(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))'

/** What goes on, what leaves instead, and the operator that steps towards the end. */
// biome-ignore format: table
const orders = [
  { order: 'lt_u', inverse: 'ge_u', mirror: 'gt_u', step: 'add' },
  { order: 'lt_s', inverse: 'ge_s', mirror: 'gt_s', step: 'add' },
  { order: 'le_u', inverse: 'gt_u', mirror: 'ge_u', step: 'add' },
  { order: 'le_s', inverse: 'gt_s', mirror: 'ge_s', step: 'add' },
  { order: 'gt_u', inverse: 'le_u', mirror: 'lt_u', step: 'sub' },
  { order: 'gt_s', inverse: 'le_s', mirror: 'lt_s', step: 'sub' },
  { order: 'ge_u', inverse: 'lt_u', mirror: 'le_u', step: 'sub' },
  { order: 'ge_s', inverse: 'lt_s', mirror: 'le_s', step: 'sub' },
] as const

const BORDERS = [0, 3, -1, 0x7fff_ffff, -0x8000_0000]
const STRIDES = [0, 1, 3, 0x7fff_ffff, -1]

/** The end is the argument of `main`; the loop starts `distance` before it. */
function stepping(loop: string, stride: number, start: number): WasmModule {
  return parseWat(`(module
    (import "host" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i32) (i32.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (func (export "main") (param $end i32) (result i32) (local $i i32) (local $stride i32)
      (local.set $i (i32.const ${start}))
      (local.set $stride (i32.const ${stride}))
      ${loop}
      (call $note (local.get $i))
      (i32.load (i32.const 0))))`)
}

function counted(module: WasmModule) {
  const table = decodeInstructions(module.functions[0]?.body ?? new Uint8Array())
  return recognizeCountedLoop(
    table,
    { costs: costTable(unevenSchedule), constantUnits: () => undefined },
    table.opcode.indexOf(opcode['loop']),
  )
}

describe.each(orders)('a loop that goes on while $order', ({ order, inverse, mirror, step }) => {
  const loops = (stride: string): readonly string[] => {
    const value = `(i32.${step} (local.get $i) ${stride})`
    return [
      `(loop $l ${BODY} (br_if $l (i32.${order} (local.tee $i ${value}) (local.get $end))))`,
      `(loop $l ${BODY} (br_if $l (i32.${mirror} (local.get $end) (local.tee $i ${value}))))`,
      `(loop $l (local.set $i ${value}) (if (i32.and (local.get $i) (i32.const 4)) (then ${BODY})) (br_if $l (i32.${order} (local.get $i) (local.get $end))))`,
      `(block $out (loop $l (br_if $out (i32.${inverse} (local.get $i) (local.get $end))) ${BODY} (local.set $i ${value}) (br $l)))`,
    ]
  }

  it.each(loops('(local.get $stride)'))(
    'is exact for every stride: %s',
    (loop) => {
      expect(counted(stepping(loop, 2, 0))).toMatchObject({
        comparison: order,
        arrives: 'unlessItWraps',
      })
      for (const stride of STRIDES) {
        for (const end of BORDERS) {
          const away = Math.imul(stride, 5) * (step === 'add' ? -1 : 1)
          expectExact(stepping(loop, stride, (end + away) | 0), end, [])
        }
      }
    },
    60_000,
  )

  it.each([2, 0x4000_0000])(
    'is exact for the constant stride %i',
    (stride) => {
      for (const loop of loops(`(i32.const ${stride})`)) {
        expect(counted(stepping(loop, 0, 0))).toMatchObject({ arrives: 'unlessItWraps' })
        for (const end of BORDERS) {
          for (const start of [end, (end - 5) | 0, (end + 5) | 0]) {
            expectExact(stepping(loop, 0, start), end, [100])
          }
        }
      }
    },
    60_000,
  )
})

describe('a loop in two versions', () => {
  it('leaves by other blocks than its own, in both', () => {
    const loop = `(block $far (block $near
      (loop $l ${BODY} (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (local.get $stride))) (local.get $end))))
      (br_if $far (i32.and (local.get $i) (i32.const 1))) ${BODY}) ${BODY})`
    for (const stride of [0, 2, 3, 0x7000_0000]) {
      for (const end of [0, 9, 12, -1]) expectExact(stepping(loop, stride, 0), end, [70, 200])
    }
  })

  it('is the whole function', () => {
    const step = '(local.tee $i (i32.add (local.get $i) (local.get $stride)))'
    const module = parseWat(`(module
      (memory (export "memory") 1)
      (global (export "g0") (mut i32) (i32.const 0))
      (global (export "g1") (mut i32) (i32.const 0))
      (global (export "g2") (mut i32) (i32.const 0))
      (func $loops (param $i i32) (param $stride i32) (param $end i32)
        (loop $l ${BODY} (br_if $l (i32.lt_u ${step} (local.get $end)))))
      (func (export "main") (param $end i32) (result i32)
        (call $loops (i32.const 1) (i32.const 2) (local.get $end))
        (call $loops (local.get $end) (i32.const -1) (local.get $end))
        (i32.load (i32.const 0))))`)
    for (const end of [0, 1, 8, -1]) expectExact(module, end, [70, 200])
  })

  it('stands inside a counted loop', () => {
    const loop = `(local.set $stride (i32.const 1)) (loop $o (local.set $i (i32.const 0))
      (loop $l ${BODY} (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (local.get $stride))) (local.get $end))))
      (br_if $o (i32.ne (local.tee $stride (i32.add (local.get $stride) (i32.const 1))) (i32.const 6))))`
    for (const end of [0, 1, 7, 23]) expectExact(stepping(loop, 1, 0), end, [70, 200])
  })
})
