import { setFlagsFromString } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../src/engine/engine-error.ts'
import { TRANSACTION_PAGES } from '../../src/engine/page-budget.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { ewasmProfile } from '../../src/wasm/contract-profile.ts'
import { MapHost, testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { type ContractParts, ewasmContract } from './ewasm-contract.ts'
import { heraVm, run, self } from './run-contract.ts'

const MAX_PAGES = ewasmProfile.limits.maximumMemoryPages
/** Contracts of the largest memory that fit into the budget. */
const LARGEST = TRANSACTION_PAGES / MAX_PAGES
const other = testAddress(9)

/** Grows by the i32 in the call data and returns what `memory.grow` said. */
const growing: ContractParts = {
  main: `(call $callDataCopy (i32.const 0) (i32.const 0) (i32.const 4))
    (i32.store (i32.const 0) (memory.grow (i32.load (i32.const 0))))
    (call $finish (i32.const 0) (i32.const 4))`,
}

const u32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer)
const asI32 = (bytes: Uint8Array): number => new Int32Array(bytes.slice().buffer)[0] as number

/** What V8 does when the machine has no memory: no memory grows beyond `pages`. */
function withMachineOf<Result>(pages: number, work: () => Result): Result {
  setFlagsFromString(`--wasm-max-mem-pages=${pages}`)
  try {
    return work()
  } finally {
    setFlagsFromString('--wasm-max-mem-pages=65536')
  }
}

describe.each(['fast', 'precise'] as const)('memory.grow (%s)', (strategy) => {
  const vm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'], strategy })
  const grow = (pages: number, memory = '1') =>
    run({ ...growing, memory }, { vm, input: u32(pages), gas: 2n ** 50n }).result

  // biome-ignore format: table
  it.each([
    { memory: '1',    pages: 0,             before: 1 },
    { memory: '1',    pages: MAX_PAGES - 1, before: 1 },
    { memory: '1',    pages: MAX_PAGES,     before: -1 },
    { memory: '1',    pages: 2 ** 32 - 1,   before: -1 },
    { memory: '2 4',  pages: 2,             before: 2 },
    { memory: '2 4',  pages: 3,             before: -1 },
    { memory: '0 0',  pages: 1,             before: undefined }, // nowhere to read the argument to
  ])('of a memory of $memory by $pages gives $before', ({ memory, pages, before }) => {
    const { output } = grow(pages, memory)
    expect(output.length === 0 ? undefined : asI32(output)).toBe(before)
  })

  it('that this machine refuses ends the transaction, and the next one runs', () => {
    withMachineOf(20, () => {
      expect(() => grow(20)).toThrow(EngineError)
      expect(asI32(grow(MAX_PAGES).output)).toBe(-1) // a rule stays one
      expect(asI32(grow(19).output)).toBe(1)
    })
    expect(asI32(grow(20).output)).toBe(1)
  })
})

it('a memory that this machine cannot make ends the transaction', () => {
  withMachineOf(20, () => {
    expect(() => run({ ...growing, memory: '21' }, { input: u32(0) })).toThrow(EngineError)
  })
})

it('a machine without memory is no failed call to the caller', () => {
  const host = new MapHost(heraVm)
  host.deploy(other, ewasmContract({ main: '(drop (memory.grow (i32.const 99)))' }))
  const caller = `(drop (call $call (i64.const 1000) (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 0)))`
  host.deploy(self, ewasmContract({ main: caller, fields: data(0, other) }))
  withMachineOf(20, () => expect(() => host.send({ recipient: self })).toThrow(EngineError))
  expect(host.send({ recipient: self }).statusCode).toBe(statusCode.success)
})

describe('the pages of a transaction', () => {
  /** Calls its own account until a call fails; the depth reached comes back as output. */
  const nesting = (before = '') => `${before}
    (call $callDataCopy (i32.const 0) (i32.const 0) (i32.const 2))
    (i32.store16 (i32.const 0) (i32.add (i32.load16_u (i32.const 0)) (i32.const 1)))
    (call $getAddress (i32.const 40))
    (if (i32.eqz (call $call (i64.const 9000000000) (i32.const 40) (i32.const 80) (i32.const 0) (i32.const 2)))
      (then (call $returnDataCopy (i32.const 0) (i32.const 0) (i32.const 2))))
    (call $finish (i32.const 0) (i32.const 2))`
  const depthOf = (parts: ContractParts): number => {
    const { result } = run(parts, { gas: 2n ** 40n, input: Uint8Array.of(0, 0) })
    expect(result.statusCode).toBe(statusCode.success)
    return (result.output[0] ?? 0) + 256 * (result.output[1] ?? 0)
  }

  it('bound what contracts start with', () => {
    expect(depthOf({ main: nesting(), memory: '256' })).toBe(TRANSACTION_PAGES / 256)
    expect(depthOf({ main: nesting(), memory: '100' })).toBe(Math.floor(TRANSACTION_PAGES / 100))
  })

  it('bound what contracts grow to', () => {
    const grow = `(drop (memory.grow (i32.const ${MAX_PAGES - 1})))`
    expect(depthOf({ main: nesting(grow) })).toBe(LARGEST)
  })

  it('are given back when a message ends', () => {
    const account = testAddress(7)
    const host = new MapHost(heraVm)
    host.deploy(
      account,
      ewasmContract({ main: `(drop (memory.grow (i32.const ${MAX_PAGES - 1})))` }),
    )
    const send = `(if (call $call (i64.const 1000) (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 0)) (then unreachable))`
    const main = `(local $i i32) (loop ${send}
      (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const ${2 * LARGEST}))))`
    host.deploy(self, ewasmContract({ main, fields: data(0, account) }))
    expect(host.send({ recipient: self }).statusCode).toBe(statusCode.success)
  })

  it('that are used up end the message that wants more, and say so', () => {
    // All below hold the largest memory but the last, which has a page less to grow by than its maximum allows.
    const host = new MapHost(heraVm)
    const last = testAddress(8)
    host.deploy(last, ewasmContract({ main: `(drop (memory.grow (i32.const 2)))`, memory: '1 3' }))
    const chain = Array.from({ length: LARGEST }, (_, index) => testAddress(20 + index))
    for (const [index, account] of chain.entries()) {
      const next = chain[index + 1] ?? last
      const isLast = index === chain.length - 1
      const main = `(drop (memory.grow (i32.const ${isLast ? MAX_PAGES - 3 : MAX_PAGES - 1})))
        (i32.store (i32.const 100) (call $call (i64.const 1000000) (i32.const 0) (i32.const 64) (i32.const 0) (i32.const 0)))
        (call $finish (i32.const 100) (i32.const 4))`
      host.deploy(account, ewasmContract({ main, fields: data(0, next) }))
    }
    const results: unknown[] = []
    const { call } = host
    host.call = (message) => {
      const result = call.call(host, message)
      results.push({ depth: message.depth, statusCode: result.statusCode, reason: result.reason })
      return result
    }
    expect(host.send({ recipient: chain[0] as never }).statusCode).toBe(statusCode.success)
    const reason = 'The contracts of this transaction hold too much memory.'
    expect(results[0]).toEqual({ depth: LARGEST, statusCode: statusCode.failure, reason })
    // The callers go on with a failed call.
    expect(results.slice(1)).toEqual(
      chain.map((_, index) => ({
        depth: LARGEST - 1 - index,
        statusCode: statusCode.success,
        reason: undefined,
      })),
    )
  })
})
