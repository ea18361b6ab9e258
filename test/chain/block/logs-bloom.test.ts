import { Bloom } from '@ethereumjs/vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bloomMayContain, logsBloom } from '../../../src/chain/block/logs-bloom.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { anyAddress, anyBytes32 } from '../transaction/any-transaction.ts'

const anyLog = fc.record({
  address: anyAddress,
  topics: fc.array(anyBytes32, { maxLength: 4 }),
  data: fc.uint8Array(),
})

it('has the bits that @ethereumjs/vm sets, and excludes nothing that is in it', () => {
  fc.assert(
    fc.property(fc.array(anyLog, { maxLength: 5 }), (logs) => {
      const theirs = new Bloom()
      const values = logs.flatMap(({ address, topics }) => [address, ...topics])
      for (const value of values) theirs.add(value)
      const bloom = logsBloom(logs)
      expect(toHex(bloom)).toBe(toHex(theirs.bitvector))
      expect(values.every((value) => bloomMayContain(bloom, value))).toBe(true)
    }),
  )
})

it('excludes everything when it is empty', () => {
  expect(bloomMayContain(logsBloom([]), new Uint8Array(20))).toBe(false)
})
