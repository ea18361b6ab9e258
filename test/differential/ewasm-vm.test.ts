import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CodeCache } from '../../src/engine/code-cache.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { MapHost, testAddress } from '../engine/map-host.ts'
import { ewasmContract } from '../ewasm-eei/ewasm-contract.ts'
import { self } from '../ewasm-eei/run-contract.ts'

const other = testAddress(9)
const schedule = gasSchedules['ewasm-v1']
const directory = mkdtempSync(join(tmpdir(), 'gantry-differential-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** An i32 constant: mostly small, sometimes at an edge. */
const i32 = fc
  .oneof(
    { weight: 6, arbitrary: fc.nat(200) },
    { weight: 2, arbitrary: fc.integer({ min: 65_400, max: 65_540 }) },
    { weight: 1, arbitrary: fc.constantFrom(-1, -32, 0x7fff_ffff, -0x8000_0000) },
  )
  .map((value) => `(i32.const ${value})`)

const i64 = fc
  .oneof(
    { weight: 6, arbitrary: fc.bigInt(0n, 60_000n) },
    { weight: 1, arbitrary: fc.constantFrom(-1n, 2n ** 63n - 1n, -(2n ** 63n)) },
  )
  .map((value) => `(i64.const ${value})`)

/** Parameters of the functions that a random contract calls; results are dropped. */
// biome-ignore format: table
const operations: Readonly<Record<string, readonly ('i32' | 'i64')[]>> = {
  useGas: ['i64'], getAddress: ['i32'], getExternalBalance: ['i32', 'i32'], callDataCopy: ['i32', 'i32', 'i32'],
  storageStore: ['i32', 'i32'], storageLoad: ['i32', 'i32'], getCaller: ['i32'], getCallValue: ['i32'],
  codeCopy: ['i32', 'i32', 'i32'], getBlockCoinbase: ['i32'], getBlockDifficulty: ['i32'],
  externalCodeCopy: ['i32', 'i32', 'i32', 'i32'], getTxGasPrice: ['i32'], getTxOrigin: ['i32'],
  returnDataCopy: ['i32', 'i32', 'i32'], log: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'],
}
const withResult: Readonly<Record<string, readonly ('i32' | 'i64')[]>> = {
  getGasLeft: [],
  getBlockHash: ['i64', 'i32'],
  getCallDataSize: [],
  getCodeSize: [],
  getExternalCodeSize: ['i32'],
  getReturnDataSize: [],
  getBlockGasLimit: [],
  getBlockNumber: [],
  getBlockTimestamp: [],
}
const ends = { finish: ['i32', 'i32'], revert: ['i32', 'i32'], selfDestruct: ['i32'] } as const

function invocation(table: Readonly<Record<string, readonly ('i32' | 'i64')[]>>) {
  return fc
    .constantFrom(...Object.keys(table))
    .chain((name) =>
      fc
        .tuple(...(table[name] ?? []).map((type) => (type === 'i32' ? i32 : i64)))
        .map((values) => `(call $${name} ${values.join(' ')})`),
    )
}

const nested = fc
  .tuple(
    fc.constantFrom('call', 'callCode', 'callDelegate', 'callStatic'),
    i64,
    fc.constantFrom(1000, 1100),
    fc.nat(80),
  )
  .map(([name, gas, address, length]) => {
    const value = name === 'call' || name === 'callCode' ? '(i32.const 1200)' : ''
    return `(drop (call $${name} ${gas} (i32.const ${address}) ${value} (i32.const 0) (i32.const ${length})))`
  })

const compute = fc.oneof(
  fc
    .nat(300)
    .map(
      (n) => `(local.set $i (i32.const ${n}))
    (loop (br_if 0 (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))`,
    )
    .filter((text) => !text.includes('const 0)')),
  fc.tuple(i32, i32).map(([at, value]) => `(i32.store8 ${at} ${value})`),
  fc.constant('(drop (memory.grow (i32.const 1)))'),
  fc.constant(
    '(global.set $g (i32.add (global.get $g) (i32.const 1))) (i32.store8 (i32.const 7) (global.get $g))',
  ),
)

const body = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 4, arbitrary: invocation(operations) },
        { weight: 2, arbitrary: invocation(withResult).map((text) => `(drop ${text})`) },
        { weight: 2, arbitrary: nested },
        { weight: 2, arbitrary: compute },
      ),
      { maxLength: 12 },
    ),
    fc.oneof(fc.constant(''), invocation(ends)),
  )
  .map(([statements, end]) => `(local $i i32) ${statements.join('\n')} ${end}`)

const hexText = (bytes: Uint8Array) =>
  [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')

/** Memory holds both accounts' addresses and the value 3. */
const fields = `(global $g (mut i32) (i32.const 5))
  (data (i32.const 1000) "${hexText(self)}") (data (i32.const 1100) "${hexText(other)}") (data (i32.const 1200) "\\03")`

/** All that a message did, as plain data. */
function observe(vm: Vm, contracts: readonly [Uint8Array, Uint8Array], gas: bigint) {
  const host = new MapHost(vm, 'istanbul')
  host.deploy(self, contracts[0], 1000n)
  host.deploy(other, contracts[1], 10n)
  const results = [0, 1].map((round) => {
    const { reason, ...result } = host.send({
      recipient: self,
      gas,
      input: Uint8Array.of(round, 2, 3),
    })
    return result
  })
  return {
    results,
    logs: host.logs,
    accounts: [...host.accounts].map(([key, account]) => ({
      key,
      balance: account.balance,
      storage: [...account.storage],
      destructed: account.destructed,
    })),
    messages: host.messages.map(({ kind, depth, gas: given }) => ({ kind, depth, given })),
  }
}

/** The same status for out of gas and traps: which of the two a fast build notices first is free. */
function exceptStatusOfFailures(observed: ReturnType<typeof observe>) {
  return {
    ...observed,
    results: observed.results.map(({ statusCode, ...rest }) => ({
      ...rest,
      statusCode: statusCode === 0 || statusCode === 2 ? statusCode : 'failed',
    })),
  }
}

describe('random contracts behave the same', () => {
  const warm = createEwasmVm({ schedule })
  const precise = createEwasmVm({ schedule, strategy: 'precise' })

  it('in used and new instances, from memory and from disk, metered fast and precisely', () => {
    fc.assert(
      fc.property(body, body, fc.bigInt(0n, 200_000n), (first, second, gas) => {
        const contracts = [first, second].map((main) => ewasmContract({ main, fields }))
        const pair = [contracts[0], contracts[1]] as [Uint8Array, Uint8Array]
        const fresh = () => createEwasmVm({ schedule, cache: new CodeCache({ directory }) })
        const expected = observe(warm, pair, gas)
        expect(observe(warm, pair, gas)).toEqual(expected)
        expect(observe(fresh(), pair, gas)).toEqual(expected) // writes the disk tier
        expect(observe(fresh(), pair, gas)).toEqual(expected) // reads it
        expect(exceptStatusOfFailures(observe(precise, pair, gas))).toEqual(
          exceptStatusOfFailures(expected),
        )
      }),
      { numRuns: 60 },
    )
  })
})

describe('damaged contracts', () => {
  it('end with a status, whatever is in them', () => {
    const vm = createEwasmVm({ schedule })
    const whole = ewasmContract({
      main: `(call $storageStore (i32.const 0) (i32.const 32)) (call $finish (i32.const 0) (i32.const 9))`,
      fields,
    })
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(255), fc.nat(whole.length), (at, byte, cut) => {
        const damaged = whole.slice(0, byte % 4 === 0 ? cut : whole.length)
        damaged[at] = byte
        const host = new MapHost(vm)
        host.deploy(self, damaged)
        const result = host.send({ recipient: self, gas: 100_000n })
        expect(result.gasLeft).toBeGreaterThanOrEqual(0n)
        expect(vm.refuseDeployment('byzantium', damaged) === undefined).toBe(
          result.reason === undefined,
        )
      }),
      { numRuns: 400 },
    )
  })
})
