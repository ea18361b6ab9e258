import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import type { MapHost } from '../engine/map-host.ts'
import { intValueOf, longValueOf, memoryAfter, run } from './run-contract.ts'

const hash = bytes32(new Uint8Array(32).fill(0xab))
const prepare = (host: MapHost) => void host.blockHashes.set(999n, hash)

describe('getBlockHash', () => {
  it('writes the hash and returns 0', () => {
    const call = '(drop (call $getBlockHash (i64.const 999) (i32.const 5)))'
    expect(memoryAfter(call, [5, 32], { prepare })).toEqual(hash)
    const expression = '(call $getBlockHash (i64.const 999) (i32.const 64))'
    expect(intValueOf(expression, { prepare })).toBe(0)
  })

  it.each(['1000', '743', '-1', '0x8000000000000000'])('has no hash of block %s', (number) => {
    const expression = `(call $getBlockHash (i64.const ${number}) (i32.const -1))`
    expect(intValueOf(expression, { prepare })).toBe(1)
  })

  it('costs 800, with or without a hash', () => {
    for (const number of [999, 5]) {
      const main = `(drop (call $getBlockHash (i64.const ${number}) (i32.const 0)))`
      expect(run(main, { prepare }).gasUsed).toBe(800n)
    }
  })

  it('halts when the hash does not fit into memory', () => {
    const main = '(drop (call $getBlockHash (i64.const 999) (i32.const 65505)))'
    expect(run(main, { prepare }).result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })
})

describe('block facts', () => {
  it.each([
    { name: 'getBlockNumber', value: 1000n },
    { name: 'getBlockTimestamp', value: 1_600_000_000n },
    { name: 'getBlockGasLimit', value: 30_000_000n },
  ])('$name costs 2', ({ name, value }) => {
    expect(longValueOf(`(call $${name})`)).toBe(value)
    expect(run(`(drop (call $${name}))`).gasUsed).toBe(2n)
  })

  it('getBlockCoinbase writes 20 bytes', () => {
    const { host } = run('')
    expect(memoryAfter('(call $getBlockCoinbase (i32.const 2))', [2, 20])).toEqual(
      host.txContext.coinbase,
    )
  })

  it('getBlockDifficulty writes a little-endian u256', () => {
    const bytes = memoryAfter('(call $getBlockDifficulty (i32.const 2))', [1, 34])
    expect([...bytes]).toEqual([0, ...Array.from({ length: 32 }, (_, index) => 32 - index), 0])
  })

  it.each(['getBlockCoinbase', 'getBlockDifficulty'])('%s stays inside memory', (name) => {
    const { result } = run(`(call $${name} (i32.const 65520))`)
    expect(result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })
})
