import { describe, expect, it } from 'vitest'
import { costTable } from '../../../src/gas-metering/cost-table.ts'
import { summarize } from '../../../src/gas-metering/fast/function-summary.ts'
import { soleExports } from '../../../src/gas-metering/fast/sole-exports.ts'
import { indexSpace } from '../../../src/gas-metering/index-space.ts'
import { InstanceGas } from '../../../src/gas-metering/instance-gas.ts'
import { meter } from '../../../src/gas-metering/meter.ts'
import { meteredAbi } from '../../../src/gas-metering/metered-abi.ts'
import { signatureSource } from '../../../src/gas-metering/signature-source.ts'
import { decodeInstructions } from '../../../src/wasm/decode-instructions.ts'
import { encodeModule } from '../../../src/wasm/encode-module.ts'
import { expectExact, unevenSchedule } from '../exactness.ts'
import { parseWat } from '../wat-module.ts'

function soleOf(text: string, references: 'private' | 'shared'): readonly number[] {
  const module = parseWat(text)
  const space = indexSpace(module)
  const context = {
    schedule: unevenSchedule,
    costs: costTable(unevenSchedule),
    signatures: signatureSource(module, space),
  }
  const summaries = module.functions.map((func) =>
    summarize(context, func, decodeInstructions(func.body, func.bodyOffset)),
  )
  return [...soleExports(module, space, summaries, references)].toSorted()
}

describe('soleExports', () => {
  it('are exports that no code calls', () => {
    const text = `(module (import "host" "f" (func $imported)) (export "i" (func $imported))
      (func (export "alone")) (func $called (export "called")) (func (export "calls") (call $called)) (func $local))`
    expect(soleOf(text, 'private')).toEqual([1, 3])
  })

  it('are not functions that a private table holds', () => {
    const text = `(module (table 1 funcref) (elem (i32.const 0) $held)
      (func $held (export "held")) (func (export "alone")))`
    expect(soleOf(text, 'private')).toEqual([1])
    expect(soleOf(text, 'shared')).toEqual([0, 1])
  })

  it('include the start function', () => {
    expect(soleOf('(module (start $s) (func $s))', 'private')).toEqual([0])
  })
})

const RETURNS_EARLY = `(module (import "host" "note" (func $note (param i32)))
  (memory (export "memory") 1)
  (global (export "g0") (mut i32) (i32.const 0))
  (global (export "g1") (mut i32) (i32.const 0))
  (global (export "g2") (mut i32) (i32.const 0))
  (func (export "main") (param $n i32) (result i32) (local $i i64)
    (call $note (local.get $n))
    (block $b (loop $l
      (br_if $b (i32.eqz (local.get $n)))
      (if (i32.eq (local.get $n) (i32.const 2)) (then (return (i32.const 7))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br $l)))
    (i32.const 9)))`

/** The loop is copied, and a block around the copies is not the contract's. */
const RETURNS_FROM_COPIES = RETURNS_EARLY.replace(
  '(br_if $b (i32.eqz (local.get $n)))',
  '',
).replace('(br $l)', '(br_if $l (local.get $n))')

describe('a function that is its own wrapper', () => {
  it.each([-1, 0, 1, 2, 5])('charges exactly where it returns from a copied loop, for %i', (n) => {
    expectExact(parseWat(RETURNS_FROM_COPIES), n, [1, 100, 200, 255])
  })

  it.each([-1, 0, 1, 2, 5])('charges exactly wherever it returns, for %i', (argument) => {
    expectExact(parseWat(RETURNS_EARLY), argument, [1, 100, 200, 255])
  })

  it('gives back the stack height that it took', () => {
    const metered = meter(parseWat(RETURNS_EARLY), { schedule: unevenSchedule, strategy: 'fast' })
    const seen: number[] = []
    const host = { note: () => seen.push(stackLeft.value as number) }
    const bytes = encodeModule(metered) as Uint8Array<ArrayBuffer>
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host })
    const stackLeft = exports[meteredAbi.stackLeft] as WebAssembly.Global
    new InstanceGas(exports).set(1_000n)
    stackLeft.value = 500
    ;(exports['main'] as (n: number) => number)(3)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toBeLessThan(500)
    expect(stackLeft.value).toBe(500)
  })
})
