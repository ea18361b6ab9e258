import { describe, expect, it } from 'vitest'
import { meter } from '../../src/gas-metering/meter.ts'
import { unevenSchedule } from './exactness.ts'
import { type Limits, MeteredModule, runReference } from './metered-run.ts'
import { parseWat } from './wat-module.ts'

/** Each traps in the middle of straight code that costs more behind the trap. */
// biome-ignore format: table
const traps: Readonly<Record<string, string>> = {
  'a load out of bounds':        '(drop (i32.load (i32.const -4)))',
  'a store out of bounds':       '(i64.store8 (i32.const 65536) (i64.const 1))',
  'a division by zero':          '(drop (i32.div_u (i32.const 1) (i32.const 0)))',
  'a remainder by zero':         '(drop (i64.rem_s (i64.const 1) (i64.const 0)))',
  'a division that overflows':   '(drop (i32.div_s (i32.const -2147483648) (i32.const -1)))',
  'unreachable':                 '(unreachable)',
  'a null function':             '(call_indirect (type $t) (i32.const 0))',
  'a fill out of bounds':        '(memory.fill (i32.const 65530) (i32.const 1) (i32.const 10))',
}

describe.each(Object.entries(traps))('%s', (_, trap) => {
  const module = parseWat(`(module
    (type $t (func))
    (table 1 funcref)
    (memory (export "memory") 1)
    (global $g (export "g0") (mut i32) (i32.const 0))
    (global (export "g1") (mut i32) (i32.const 0))
    (global (export "g2") (mut i32) (i32.const 0))
    (func (export "main") (param i32) (result i32)
      (global.set $g (i32.const 1))
      ${trap}
      (global.set $g (i32.mul (i32.const 2) (i32.const 3)))
      (i32.const 0)))`)
  const precise = new MeteredModule(
    meter(module, { schedule: unevenSchedule, strategy: 'precise' }),
  )
  const fast = new MeteredModule(meter(module, { schedule: unevenSchedule, strategy: 'fast' }))

  it('is told from running out of gas at every limit by the precise strategy', () => {
    const seen = new Set<string>()
    for (let gas = 0n; gas < 120n; gas++) {
      const limits: Limits = { gas, stackHeight: 100, argument: 0 }
      const { outcome } = runReference(module, unevenSchedule, limits)
      expect({ gas, outcome: precise.run(limits).outcome }).toEqual({ gas, outcome })
      expect(fast.run(limits).outcome).not.toBe('returned')
      seen.add(outcome)
    }
    expect([...seen]).toEqual(['outOfGas', 'trapped'])
  })
})
