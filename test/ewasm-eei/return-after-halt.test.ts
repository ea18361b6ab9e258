import { describe, expect, it } from 'vitest'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { returnAfterHalt, returningNamespace } from '../../src/ewasm-eei/return-after-halt.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import type { MeteringStrategy } from '../../src/gas-metering/meter.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { data } from './contract-data.ts'
import { type ContractParts, ewasmContract } from './ewasm-contract.ts'
import { run } from './run-contract.ts'

const finish = '(call $finish (i32.const 8) (i32.const 3))'
const revert = '(call $revert (i32.const 8) (i32.const 3))'

function importsAfter(parts: ContractParts): readonly string[] {
  return returnAfterHalt(decodeModule(ewasmContract(parts))).imports.map(({ module }) => module)
}

describe('returnAfterHalt', () => {
  // biome-ignore format: table
  it.each([
    { title: 'at the end',             main: finish },
    { title: 'before unreachable',     main: `${finish} unreachable` },
    { title: 'before return',          main: `${finish} return` },
    { title: 'at the end of blocks',   main: `(block (if (i32.const 1) (then ${finish})))` },
    { title: 'before unreachable code', main: `${finish} unreachable (drop (i32.const 1))` },
  ])('replaces a call $title', ({ main }) => {
    expect(importsAfter({ main })).toEqual([returningNamespace])
  })

  // biome-ignore format: table
  it.each([
    { title: 'more to do after a call',  main: `${finish} (drop (i32.const 1))` },
    { title: 'one call that is not last', main: `(if (i32.const 1) (then ${finish} nop)) ${finish}` },
    { title: 'an else behind a call',    main: `(if (i32.const 1) (then ${finish}) (else nop)) (drop (i32.const 1))` },
    { title: 'a call elsewhere',         main: finish, fields: `(func ${finish})` },
    { title: 'main called from inside',  main: finish, fields: '(func (call 2))' },
    { title: 'elements',                 main: finish, fields: '(table 1 funcref) (elem (i32.const 0) 1)' },
    { title: 'a reference in a global',  main: finish, fields: '(global funcref (ref.func 1))' },
  ])('leaves a module alone with $title', ({ main, fields = '' }) => {
    const module = decodeModule(ewasmContract({ main, fields }))
    expect(returnAfterHalt(module)).toBe(module)
  })
})

describe.each<MeteringStrategy>(['fast', 'precise'])(
  'a contract that ends by returning, %s',
  (strategy) => {
    const vm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'], strategy })
    const fields = data(8, Uint8Array.of(1, 2, 3))
    const work = `(local $i i32) (loop (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if 0 (i32.lt_u (local.get $i) (i32.const 9999))))`

    it.each([
      { name: 'finish', main: `${work} ${finish} unreachable` },
      { name: 'revert', main: `${work} (block (if (local.get $i) (then ${revert})))` },
    ])('is the same at every gas limit as one that is unwound: $name', ({ name, main }) => {
      // A second caller keeps the pass away and changes nothing of what `main` costs.
      const unwound = `${fields} (func (call $${name} (i32.const 0) (i32.const 0)))`
      const needed = run({ main, fields: unwound }, { vm }).gasUsed
      for (let gas = needed - 3n; gas <= needed + 3n; gas++) {
        const { result } = run({ main, fields }, { vm, gas })
        expect(result).toEqual(run({ main, fields: unwound }, { vm, gas }).result)
        expect(result.gasLeft).toBe(gas < needed ? 0n : gas - needed)
      }
    })
  },
)
