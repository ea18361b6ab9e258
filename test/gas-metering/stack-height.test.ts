import { describe, expect, it } from 'vitest'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { indexSpace } from '../../src/gas-metering/index-space.ts'
import { meter } from '../../src/gas-metering/meter.ts'
import { signatureSource } from '../../src/gas-metering/signature-source.ts'
import { stackNeed } from '../../src/gas-metering/stack-height.ts'
import { decodeInstructions } from '../../src/wasm/decode-instructions.ts'
import { MeteredModule } from './metered-run.ts'
import { parseWat } from './wat-module.ts'

/** docs/stack-height.md, "What a call takes". */
describe('stackNeed', () => {
  // biome-ignore format: table
  it.each([
    { what: 'nothing',            func: '(func)',                                                                units: 16,  checked: false },
    { what: 'parameters, locals', func: '(func (param i32 i64) (local i32 f64 i32))',                            units: 21,  checked: false },
    { what: 'operands',           func: '(func (drop (i32.add (i32.const 1) (i32.add (i32.const 2) (i32.const 3)))))', units: 19, checked: false },
    { what: 'code behind a trap', func: '(func unreachable (drop (i32.add (i32.const 1) (i32.const 2))))',       units: 16,  checked: false },
    { what: 'the higher branch',  func: '(func (param i32) (if (local.get 0) (then (drop (i32.const 1))) (else (drop (i32.add (i32.const 1) (i32.const 2))))))', units: 19, checked: false },
    { what: 'vectors twice',      func: '(func (local v128) (drop (v128.const i64x2 0 0)))',                     units: 20,  checked: false },
    { what: 'calls are checked',  func: '(func (call 0))',                                                       units: 16,  checked: true },
    { what: 'results of a call',  func: '(func (result i32 i32) (call 0) (call 0) drop drop)',                   units: 20,  checked: true },
    { what: 'block results',      func: '(func (result i32) (i32.const 1) (block (result i32) (i32.const 2)) i32.add)', units: 18, checked: false },
    { what: 'a large leaf',       func: `(func (local ${'i32 '.repeat(241)}))`,                                  units: 257, checked: true },
  ])('counts $what: $units units', ({ func, units, checked }) => {
    const module = parseWat(`(module ${func})`)
    const signatures = signatureSource(module, indexSpace(module))
    const [first] = module.functions
    if (first === undefined) throw new Error('no function')
    const table = decodeInstructions(first.body)
    expect(stackNeed(first, table, signatures.ofType(first.typeIndex), signatures)).toEqual({ units, checked })
  })
})

const recursion = parseWat(`(module
  (import "host" "note" (func $note (param i32)))
  (global (export "g0") (mut i32) (i32.const 0))
  (global (export "g1") (mut i32) (i32.const 0))
  (global (export "g2") (mut i32) (i32.const 0))
  (memory (export "memory") 1)
  (func $down (export "main") (param i32) (result i32)
    (call $note (local.get 0))
    (if (result i32) (local.get 0)
      (then (call $down (i32.sub (local.get 0) (i32.const 1))))
      (else (i32.const 7)))))`)

describe.each(['fast', 'precise'] as const)('a recursion under the %s strategy', (strategy) => {
  const metered = new MeteredModule(
    meter(recursion, { schedule: gasSchedules['ewasm-v1'], strategy }),
  )
  const units = 16 + 1 + 2

  it.each([0, 1, 10])('of %i calls needs exactly the units of its frames', (calls) => {
    const stackHeight = units * (calls + 1)
    const limits = { gas: 1_000_000n, stackHeight, argument: calls }
    const run = metered.run(limits)
    expect(run.outcome).toBe('returned')
    expect(run.hostCalls.at(-1)).toMatch(/stack=0$/)
    expect(metered.run({ ...limits, stackHeight: stackHeight - 1 }).outcome).toBe('stackExhausted')
  })

  it('without end ends as stack exhausted', () => {
    const run = metered.run({ gas: 10n ** 9n, stackHeight: 10_000, argument: -1 })
    expect(run.outcome).toBe('stackExhausted')
    expect(run.hostCalls).toHaveLength(Math.floor(10_000 / units))
  })
})
