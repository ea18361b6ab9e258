import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import type { DebugRecord } from '../../src/ewasm-eei/debug-sink.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { data } from './contract-data.ts'
import { run, self } from './run-contract.ts'

/** Runs with the `debug` namespace and gives what came out of it. */
function debugged(main: string, fields = '') {
  const records: (DebugRecord & { depth: number })[] = []
  const vm = createEwasmVm({
    schedule: gasSchedules.hera,
    debug: (record, depth) => records.push({ ...record, depth }),
  })
  const outcome = run(
    { main, fields },
    {
      vm,
      prepare: (host) => {
        host.account(self).storage.set('02'.repeat(32), '03'.repeat(32))
      },
    },
  )
  return { ...outcome, records }
}

describe('debug namespace', () => {
  it('records numbers, memory and storage, free of charge', () => {
    const { records, gasUsed } = debugged(
      `(call $print32 (i32.const -1)) (call $print64 (i64.const -2))
       (call $printMem (i32.const 1) (i32.const 2)) (call $printMemHex (i32.const 0) (i32.const 0))
       (call $printStorage (i32.const 64)) (call $printStorageHex (i32.const 0))`,
      `${data(0, Uint8Array.of(7, 8, 9))} ${data(64, new Uint8Array(32).fill(2))}`,
    )
    const seven = bytes32(Uint8Array.of(7, 8, 9, ...new Array(29).fill(0)))
    const [two, three, zero] = [2, 3, 0].map((byte) => new Uint8Array(32).fill(byte))
    expect(records).toEqual([
      { depth: 0, kind: 'print32', value: 0xffff_ffff },
      { depth: 0, kind: 'print64', value: 2n ** 64n - 2n },
      { depth: 0, kind: 'printMem', bytes: Uint8Array.of(8, 9) },
      { depth: 0, kind: 'printMemHex', bytes: new Uint8Array(0) },
      { depth: 0, kind: 'printStorage', path: two, value: three },
      { depth: 0, kind: 'printStorageHex', path: seven, value: zero },
    ])
    expect(gasUsed).toBe(0n)
  })

  it('records the steps of an EVM inside the contract', () => {
    const { records } = debugged(
      '(call $evmTrace (i32.const 4) (i32.const 0x60) (i32.const 3) (i32.const 32))',
      data(0, Uint8Array.of(1, ...new Array(31).fill(0), 2, 3)),
    )
    const word = (...low: number[]) => Uint8Array.of(...new Array(32 - low.length).fill(0), ...low)
    expect(records).toMatchObject([
      { kind: 'evmTrace', programCounter: 4, opcode: 0x60, cost: 3, stack: [word(1), word(3, 2)] },
    ])
  })

  it('records an empty stack', () => {
    const { records } = debugged(
      '(call $evmTrace (i32.const 0) (i32.const 0) (i32.const 0) (i32.const -32))',
    )
    expect(records).toMatchObject([{ stack: [] }])
  })

  // biome-ignore format: table
  it.each([
    { main: '(call $printMem (i32.const 65536) (i32.const 1))',   status: 'invalidMemoryAccess' },
    { main: '(call $printMem (i32.const -1) (i32.const 2))',      status: 'invalidMemoryAccess' },
    { main: '(call $printStorage (i32.const 65505))',             status: 'invalidMemoryAccess' },
    { main: '(call $evmTrace (i32.const 0) (i32.const 256) (i32.const 0) (i32.const 0))',   status: 'argumentOutOfRange' },
    { main: '(call $evmTrace (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 0))',    status: 'argumentOutOfRange' },
    { main: '(call $evmTrace (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 99999))', status: 'argumentOutOfRange' },
  ] as const)('$main halts', ({ main, status }) => {
    const { result, records } = debugged(main)
    expect(result.statusCode).toBe(statusCode[status])
    expect(records).toEqual([])
  })

  it('is refused by a Vm without a sink', () => {
    const { result } = run('(call $print32 (i32.const 1))')
    expect(result.statusCode).toBe(statusCode.contractValidationFailure)
  })
})
