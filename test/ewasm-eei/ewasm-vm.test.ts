import { describe, expect, it } from 'vitest'
import { CodeCache } from '../../src/engine/code-cache.ts'
import { EngineError } from '../../src/engine/engine-error.ts'
import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import type { Message } from '../../src/engine/message.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { ewasmProfile } from '../../src/wasm/contract-profile.ts'
import { MapHost, testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { type ContractParts, ewasmContract, wat } from './ewasm-contract.ts'
import { heraVm, run, self } from './run-contract.ts'

const other = testAddress(9)
const meteredVm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'] })

/** Runs `bytes`, whatever they are, as the code of `self`. */
function runBytes(bytes: Uint8Array, revision: 'byzantium' | 'homestead' = 'byzantium') {
  const host = new MapHost(heraVm, revision)
  host.deploy(self, bytes)
  return host.send({ recipient: self, gas: 1000n })
}

describe('code', () => {
  it('that is empty succeeds and uses nothing', () => {
    expect(runBytes(new Uint8Array(0))).toMatchObject({
      statusCode: statusCode.success,
      gasLeft: 1000n,
    })
  })

  // biome-ignore format: table
  it.each([
    { title: 'is EVM bytecode',               code: Uint8Array.of(0x60, 0x00) },
    { title: 'is a preamble only',            code: Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0) },
    { title: 'has no main',                   code: wat('(module (memory (export "memory") 1))') },
    { title: 'has no memory',                 code: wat('(module (func (export "main")))') },
    { title: 'has a start function',          code: wat('(module (memory (export "memory") 1) (func (export "main")) (func $s) (start $s))') },
    { title: 'imports what nobody knows',     code: wat('(module (import "ethereum" "what" (func)) (memory (export "memory") 1) (func (export "main")))') },
    { title: 'imports with a wrong type',     code: wat('(module (import "ethereum" "useGas" (func)) (memory (export "memory") 1) (func (export "main")))') },
    { title: 'has floats',                    code: ewasmContract({ main: '(drop (f32.const 1))' }) },
    { title: 'has data outside its memory',   code: ewasmContract({ main: '', fields: '(data (i32.const 65536) "x")' }) },
    { title: 'declares 4 GiB of memory',      code: ewasmContract({ main: '', memory: '65536' }) },
    { title: 'exports a name of the engine',  code: wat('(module (memory (export "memory") 1) (func (export "main")) (func (export "gantry:reset")))') },
  ])('that $title fails, with all gas, and says why', ({ code }) => {
    const result = runBytes(code)
    expect(result).toMatchObject({ statusCode: statusCode.contractValidationFailure, gasLeft: 0n })
    expect(result.reason).not.toBe('')
    expect(heraVm.refuseDeployment('byzantium', code)).toBe(result.reason)
  })

  it('does not run before Byzantium', () => {
    expect(runBytes(ewasmContract({ main: '' }), 'homestead')).toMatchObject({
      statusCode: statusCode.contractValidationFailure,
      reason: 'There is no Ewasm in homestead.',
    })
  })

  it('may be deployed when it is valid, or empty', () => {
    expect(heraVm.refuseDeployment('byzantium', ewasmContract({ main: '' }))).toBeUndefined()
    expect(heraVm.refuseDeployment('byzantium', new Uint8Array(0))).toBeUndefined()
  })
})

describe('the end of a contract', () => {
  // biome-ignore format: table
  it.each([
    { main: 'unreachable',                                      status: 'wasmUnreachableInstruction' },
    { main: '(drop (i32.load (i32.const -1)))',                 status: 'invalidMemoryAccess' },
    { main: '(drop (i32.div_u (i32.const 1) (i32.const 0)))',   status: 'wasmTrap' },
    { main: '(call $useGas (i64.const 2000))',                  status: 'outOfGas' },
  ] as const)('by $main takes all gas', ({ main, status }) => {
    const { result } = run(main, { gas: 1000n })
    expect(result).toEqual({
      statusCode: statusCode[status],
      gasLeft: 0n,
      gasRefund: 0n,
      output: new Uint8Array(0),
    })
  })

  it.each(['fast', 'precise'] as const)('without end is one of gas (%s)', (strategy) => {
    const vm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'], strategy })
    const { result } = run('(loop (br 0))', { vm, gas: 100_000n })
    expect(result).toMatchObject({ statusCode: statusCode.outOfGas, gasLeft: 0n })
  })

  it.each(['fast', 'precise'] as const)('by recursion is one of stack height (%s)', (strategy) => {
    const vm = createEwasmVm({ schedule: gasSchedules.hera, strategy })
    const recursive: ContractParts = {
      main: '(drop (call $f (i32.const 0)))',
      fields: '(func $f (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))',
    }
    const { result } = run(recursive, { vm, stackLeft: 10_000 })
    expect(result).toMatchObject({ statusCode: statusCode.stackOverflow, gasLeft: 0n })
  })

  it('does not come from growing memory: it stops at 512 pages', () => {
    const grow = `(loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
      (i32.store (i32.const 0) (memory.size)) (call $finish (i32.const 0) (i32.const 4))`
    const { result } = run(grow)
    expect([...result.output]).toEqual([0, 2, 0, 0])
  })
})

describe('instances', () => {
  const counting: ContractParts = {
    main: `(global.set $count (i32.add (global.get $count) (i32.const 1)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (i32.store8 (i32.const 16) (i32.const 0))
      (i32.store (i32.const 12) (global.get $count))
      (call $finish (i32.const 8) (i32.const 12))`,
    fields: `(global $count (mut i32) (i32.const 41)) ${data(16, Uint8Array.of(9, 8))}`,
  }

  it.each([
    { title: 'used again', parts: counting },
    { title: 'of a large memory', parts: { ...counting, memory: '100' } },
    {
      title: 'whose memory grew',
      parts: { ...counting, main: `(drop (memory.grow (i32.const 1))) ${counting.main}` },
    },
    {
      title: 'whose table changed',
      parts: {
        ...counting,
        main: `(table.set (i32.const 0) (ref.null func)) ${counting.main}`,
        fields: `${counting.fields} (table 1 funcref)`,
      },
    },
  ])('$title begin in the first state', ({ parts }) => {
    for (let round = 0; round < 4; round++) {
      const { result } = run(parts)
      expect([...result.output]).toEqual([1, 0, 0, 0, 42, 0, 0, 0, 0, 8, 0, 0])
    }
  })

  it('used after a trap begin in the first state', () => {
    const trapping = (end: string): ContractParts => ({
      ...counting,
      main: `(if (call $getCallDataSize) (then (memory.fill (i32.const 0) (i32.const 7) (i32.const 65536))
        (global.set $count (i32.const 7)) ${end})) ${counting.main}`,
    })
    for (const end of [
      'unreachable',
      '(call $useGas (i64.const -1))',
      '(call $revert (i32.const 0) (i32.const 9))',
    ]) {
      const parts = trapping(end)
      expect(run(parts, { input: Uint8Array.of(1) }).result.statusCode).not.toBe(statusCode.success)
      expect([...run(parts).result.output]).toEqual([1, 0, 0, 0, 42, 0, 0, 0, 0, 8, 0, 0])
    }
  })

  it('are counted by the cache', () => {
    const cache = new CodeCache()
    const vm = createEwasmVm({ schedule: gasSchedules.hera, cache })
    run(counting, { vm })
    expect(cache.statistics.memory).toMatchObject({ entries: 1, misses: 1 })
    expect(cache.statistics.memory.bytes).toBeGreaterThan(65_536)
    expect(cache.statistics.codes).toMatchObject([
      { variant: `ewasm-${ewasmProfile.version} hera-1 fast`, compilations: 1 },
    ])
  })
})

describe('failures of the engine', () => {
  const nested: ContractParts = {
    main: `(drop (call $call (i64.const 100000) (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 0)))`,
    fields: data(0, other),
  }

  it('go through every frame, and the next message runs', () => {
    class FaultyHost extends MapHost {
      override getBalance(): bigint {
        throw new TypeError('a bug of the host')
      }
    }
    const host = new FaultyHost(heraVm)
    host.deploy(self, ewasmContract(nested))
    host.deploy(
      other,
      ewasmContract({ main: '(call $getExternalBalance (i32.const 0) (i32.const 0))' }),
    )
    expect(() => host.send({ recipient: self })).toThrow(EngineError)
    expect(run('').result.statusCode).toBe(statusCode.success)
  })

  it('are not traps, although Wasm of the host may have raised them', () => {
    class TrappingHost extends MapHost {
      override call(message: Message): ExecutionResult {
        if (message.depth === 0) return super.call(message)
        throw new WebAssembly.RuntimeError('unreachable') // say, a precompile's
      }
    }
    const host = new TrappingHost(heraVm)
    host.deploy(self, ewasmContract(nested))
    expect(() => host.send({ recipient: self })).toThrow(EngineError)
  })

  it('say where they came from, and leave the limit on stack traces as it was', () => {
    class FaultyHost extends MapHost {
      override getBalance(): bigint {
        throw new TypeError('a bug of the host')
      }
    }
    const host = new FaultyHost(heraVm)
    host.deploy(
      self,
      ewasmContract({ main: '(call $getExternalBalance (i32.const 0) (i32.const 0))' }),
    )
    const limit = Error.stackTraceLimit
    let thrown: unknown
    try {
      host.send({ recipient: self })
    } catch (error) {
      thrown = error
    }
    expect(((thrown as EngineError).cause as Error).stack).toContain('ewasm-vm.test.ts')
    expect(Error.stackTraceLimit).toBe(limit)
  })

  it('are what an exhausted native stack is', () => {
    const recursive: ContractParts = {
      main: '(drop (call $f (i32.const 0)))',
      fields: '(func $f (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))',
    }
    expect(() => run(recursive, { stackLeft: 2 ** 31 - 1 })).toThrow(EngineError)
  })
})

describe('gas', () => {
  it('of instructions is charged besides host functions', () => {
    const main = `(local $i i32)
      (loop (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000))))
      (call $useGas (i64.const 100))`
    const plain = run(main)
    const metered = run(main, { vm: meteredVm })
    expect(plain.gasUsed).toBe(100n)
    expect(metered.gasUsed).toBeGreaterThan(110n)
  })

  it.each(['hera', 'ewasm-v1'] as const)('of callDelegate with an inherited value (%s)', (name) => {
    const vm = createEwasmVm({ schedule: gasSchedules[name] })
    const main =
      '(drop (call $callDelegate (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))'
    const { host } = run({ main, fields: data(0, other) }, { vm, kind: 'delegatecall', value: 5n })
    expect(host.messages[1]?.gas).toBe(name === 'hera' ? 2300n : 0n)
  })
})
