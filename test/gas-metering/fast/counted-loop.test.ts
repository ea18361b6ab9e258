import { describe, expect, it } from 'vitest'
import { costTable } from '../../../src/gas-metering/cost-table.ts'
import { recognizeCountedLoop } from '../../../src/gas-metering/fast/counted-loop.ts'
import { decodeInstructions } from '../../../src/wasm/decode-instructions.ts'
import { opcode } from '../../../src/wasm/opcode.ts'
import { expectExact, unevenSchedule } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

const prices = { costs: costTable(unevenSchedule), constantUnits: () => undefined }

type Shape = (step: number) => string

/** The places where a trip may step and test; the body stores, so that the trips can be counted in memory. */
// biome-ignore format: table
const shapes: Readonly<Record<string, Shape>> = {
  'steps, then tests': (step) => `
    (loop $l  BODY  (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const ${step}))) END)))`,
  'steps first': (step) => `
    (loop $l  (local.set $i (i32.add (local.get $i) (i32.const ${step})))  BODY  (br_if $l (i32.ne (local.get $i) END)))`,
  'subtracts': (step) => `
    (loop $l  BODY  (br_if $l (i32.ne END (local.tee $i (i32.sub (local.get $i) (i32.const ${-step | 0}))))))`,
  'adds to zero': (step) => `
    (local.set $minus (i32.sub (i32.const 0) END))
    (loop $l  BODY  (br_if $l (i32.add (local.get $minus) (local.tee $i (i32.add (local.get $i) (i32.const ${step}))))))`,
  'is not equal by eqz of eq': (step) => `
    (loop $l  BODY  (local.set $i (i32.add (i32.const ${step}) (local.get $i)))  (br_if $l (i32.eqz (i32.eq (local.get $i) END))))`,
  'leaves in the middle, stepped': (step) => `
    (block $out (loop $l  BODY  (br_if $out (i32.eq (local.tee $i (i32.add (local.get $i) (i32.const ${step}))) END))  BODY  (br $l)))`,
  'leaves in the middle, unstepped': (step) => `
    (block $out (loop $l  (br_if $out (i32.eq (local.get $i) END))  BODY  (local.set $i (i32.add (local.get $i) (i32.const ${step})))  (br $l)))`,
  'has branches inside': (step) => `
    (loop $l  BODY  (block $skip (br_if $skip (i32.and (local.get $i) (i32.const 2)))  BODY)
      (if (i32.and (local.get $i) (i32.const 4)) (then BODY BODY) (else BODY))
      (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const ${step}))) END)))`,
}

const BODY = '(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))'

function counting(shape: Shape, start: number, step: number, end: string): string {
  const loop = shape(step).replaceAll('BODY', BODY).replaceAll('END', end)
  return `(module
    (import "host" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (global (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i32) (i32.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (func (export "main") (param $end i32) (result i32) (local $i i32) (local $minus i32)
      (local.set $i (i32.const ${start}))
      ${loop}
      (call $note (local.get $i))
      (i32.load (i32.const 0))))`
}

/** The end is main's argument, 3: constants on one side, an invariant local on the other. */
const END = 3
const steps = [1, -1, 2, -2, 3, 5, -7, 12, 64, 0x4000_0000, -0x8000_0000]

describe.each(Object.entries(shapes))('a counted loop that %s', (_, shape) => {
  it.each(steps)('is charged exactly for step %i, whatever its trips', (step) => {
    for (const trips of [0, 1, 2, 3, 7, 20]) {
      const start = (END - Math.imul(trips, step)) | 0
      expectExact(parseWat(counting(shape, start, step, '(i32.const 3)')), END, [100])
      expectExact(parseWat(counting(shape, start, step, '(local.get $end)')), END, [100])
    }
  })

  it('never ends where the step does not lead to the end', () => {
    expectExact(parseWat(counting(shape, 0, 2, '(local.get $end)')), END, [])
  })

  it('is recognised', () => {
    const module = parseWat(counting(shape, 0, 1, '(local.get $end)'))
    const table = decodeInstructions(module.functions[0]?.body ?? new Uint8Array())
    const row = table.opcode.indexOf(opcode['loop'])
    expect(recognizeCountedLoop(table, prices, row)).toMatchObject({
      counter: 1,
      step: { kind: 'constant', value: 1 },
      arrives: 'surely',
    })
  })
})

/** `a ORDER b` goes on; INVERSE is what leaves. */
// biome-ignore format: table
const orders = [
  { order: 'lt_u', inverse: 'ge_u', mirror: 'gt_u', step: 1 },
  { order: 'lt_s', inverse: 'ge_s', mirror: 'gt_s', step: 1 },
  { order: 'gt_u', inverse: 'le_u', mirror: 'lt_u', step: -1 },
  { order: 'gt_s', inverse: 'le_s', mirror: 'lt_s', step: -1 },
] as const

describe.each(orders)('a loop that goes on while $order', ({ order, inverse, mirror, step }) => {
  const next = `(local.tee $i (i32.add (local.get $i) (i32.const ${step})))`
  const stepping = `(local.set $i (i32.add (local.get $i) (i32.const ${step})))`
  // biome-ignore format: table
  const loops = [
    `(loop $l BODY (br_if $l (i32.${order} ${next} END)))`,
    `(loop $l BODY (br_if $l (i32.${mirror} END ${next})))`,
    `(loop $l BODY (br_if $l (i32.eqz (i32.${inverse} ${next} END))))`,
    `(block $out (loop $l (br_if $out (i32.${inverse} (local.get $i) END)) BODY ${stepping} (br $l)))`,
    `(block $out (loop $l (br_if $out (i32.eqz (i32.${order} (local.get $i) END))) BODY ${stepping} (br $l)))`,
  ]
  const starts = [0, 2, 3, 4, 9, -1, 0x7fff_ffff, -0x8000_0000]

  it.each(loops)('is counted and charged exactly: %s', (loop) => {
    const sample = parseWat(counting(() => loop, 0, 1, '(local.get $end)'))
    const table = decodeInstructions(sample.functions[0]?.body ?? new Uint8Array())
    const found = recognizeCountedLoop(table, prices, table.opcode.indexOf(opcode['loop']))
    expect(found).toMatchObject({ comparison: order, arrives: 'surely' })
    for (const start of starts) {
      for (const end of [END, 0, -1, 0x7fff_ffff, -0x8000_0000]) {
        const text = counting(() => loop, start, 1, '(local.get $end)')
        expectExact(parseWat(text), end, [100])
      }
      expectExact(parseWat(counting(() => loop, start, 1, '(i32.const 3)')), END, [100])
    }
  })
})

describe('not counted', () => {
  // biome-ignore format: table
  it.each([
    ['the end is written', '(loop $l (local.set $end (i32.const 9)) (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end))))'],
    ['the counter is written twice', '(loop $l (local.set $i (i32.const 9)) (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end))))'],
    ['a trip may pass by the step', '(loop $l (if (local.get $end) (then (local.set $i (i32.add (local.get $i) (i32.const 1))))) (br_if $l (i32.ne (local.get $i) (local.get $end))))'],
    ['it has another way out', '(block $out (loop $l (br_if $out (local.get $end)) (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end)))))'],
    ['it returns', '(loop $l (if (local.get $end) (then (return (i32.const 1)))) (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end))))'],
    ['it calls', '(loop $l (drop (call $main (i32.const 0))) (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end))))'],
    ['it steps away from the end', '(loop $l (br_if $l (i32.lt_u (local.tee $i (i32.sub (local.get $i) (i32.const 1))) (local.get $end))))'],
    ['it steps by what it writes', '(loop $l (local.set $s (i32.add (local.get $s) (i32.const 1))) (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (local.get $s))) (local.get $end))))'],
    ['it differs after a step that only a run tells', '(loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (local.get $s))) (local.get $end))))'],
    ['it does not step', '(loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 0))) (local.get $end))))'],
    ['it doubles', '(loop $l (br_if $l (i32.ne (local.tee $i (i32.add (local.get $i) (local.get $i))) (local.get $end))))'],
  ])('when %s', (_, loop) => {
    const text = `(module (func $main (export "main") (param $end i32) (result i32) (local $i i32) (local $s i32) ${loop} (local.get $i)))`
    const table = decodeInstructions(parseWat(text).functions[0]?.body ?? new Uint8Array())
    const row = table.opcode.indexOf(opcode['loop'])
    expect(recognizeCountedLoop(table, prices, row)).toBeUndefined()
  })
})
