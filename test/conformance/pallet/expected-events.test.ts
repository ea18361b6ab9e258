import { describe, expect, it } from 'vitest'
import { gasOfEvents } from '../../../src/conformance/pallet/expected-events.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { address } from '../../../src/primitives/address.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { fromHex } from '../../../src/primitives/hex.ts'

const sender = address(new Uint8Array(20).fill(0xaa))
const target = address(new Uint8Array(20).fill(0xbb))
const dispatch = { sender, target, input: new Uint8Array(0), value: 3n, gasLimit: 1_000n }
const log = { address: target, topics: [toBytes32(9n)], data: Uint8Array.of(7) }
const end = {
  status: statusCode.success,
  output: Uint8Array.of(1, 2),
  created: undefined,
  logs: [log],
}

/** The records by hand: phase, pallet and event, fields, no topics. */
const phase = '0001000000'
const called = `${phase}0603${'aa'.repeat(20)}${'bb'.repeat(20)}03${'00'.repeat(15)}6400000000000000${'00'}`
const output = `${phase}060408010200`
const logged = `${phase}0605${'bb'.repeat(20)}04${'00'.repeat(31)}09040700`
const done = `${phase}04030000`
const reverted = `${phase}0403010306000000${'0000'}`
const events = (...records: string[]) => fromHex(`0c${'ff'.repeat(9)}${records.join('')}ffff`)

describe('the events of a dispatch', () => {
  it('tell the gas where they are those of the direct engine', () => {
    expect(gasOfEvents(events(called, output, logged, done), dispatch, end)).toBe(100n)
    expect(
      gasOfEvents(events(called, done), dispatch, { ...end, logs: [], output: new Uint8Array(0) }),
    ).toBe(100n)
    expect(gasOfEvents(events(reverted), dispatch, { ...end, status: statusCode.revert })).toBe(0n)
  })

  it.each([
    { name: 'a log is missing', records: [called, output, done] },
    { name: 'a log comes twice', records: [called, output, logged, logged, done] },
    { name: 'a log comes before the output', records: [called, logged, output, done] },
    { name: 'the output is missing', records: [called, logged, done] },
    { name: 'the call is missing', records: [output, logged, done] },
    { name: 'the dispatch failed', records: [called, output, logged, reverted] },
  ])('are not taken for them: $name', ({ records }) => {
    expect(gasOfEvents(events(...records), dispatch, end)).toBeUndefined()
  })

  it('of a failure have the failure', () => {
    const outOfGas = { ...end, status: statusCode.outOfGas }
    expect(gasOfEvents(events(reverted), dispatch, outOfGas)).toBeUndefined()
    expect(gasOfEvents(events(called, output, logged, done), dispatch, outOfGas)).toBeUndefined()
  })
})
