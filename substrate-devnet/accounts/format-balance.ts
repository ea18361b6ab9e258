import type { JsonObject } from '../../src/json-rpc/json.ts'

/** A balance in the chain's unit: `1000000 UNIT`, `0.5 UNIT`. */
export function formatBalance(balance: bigint, properties: JsonObject): string {
  const { tokenDecimals, tokenSymbol } = properties
  const decimals = typeof tokenDecimals === 'number' ? tokenDecimals : 0
  const digits = balance.toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  const symbol = typeof tokenSymbol === 'string' ? ` ${tokenSymbol}` : ''
  return `${whole}${fraction === '' ? '' : `.${fraction}`}${symbol}`
}
