import { expect, it } from 'vitest'
import { formatBalance } from '../../../substrate-devnet/accounts/format-balance.ts'

const unit = { tokenDecimals: 12, tokenSymbol: 'UNIT' }

it.each([
  [0n, unit, '0 UNIT'],
  [1n, unit, '0.000000000001 UNIT'],
  [1_500_000_000_000n, unit, '1.5 UNIT'],
  [10n ** 18n, unit, '1000000 UNIT'],
  [10n ** 18n + 1n, unit, '1000000.000000000001 UNIT'],
  [42n, {}, '42'],
  [42n, { tokenDecimals: 0, tokenSymbol: 'X' }, '42 X'],
])('%s is %o: %s', (balance, properties, text) => {
  expect(formatBalance(balance, properties)).toBe(text)
})
