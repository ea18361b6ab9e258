import { describe, expect, it } from 'vitest'
import { callRequest } from '../../../devnet/params/call-request.ts'
import { expectRefusal } from './expect-refusal.ts'

const to = `0x${'11'.repeat(20)}`

describe('callRequest', () => {
  it('lets everything be left out', () => {
    expect(callRequest({}, '')).toMatchObject({ to: undefined, gas: undefined, value: 0n })
  })

  it('reads data under its old and new name', () => {
    for (const fields of [{ data: '0x01' }, { input: '0x01' }, { data: '0x01', input: '0x01' }]) {
      expect([...callRequest(fields, '').input]).toEqual([1])
    }
  })

  it('counts null as absent and passes over what wallets add', () => {
    expect(callRequest({ to: null, gas: null, estimateSuggested: 'x' }, '').to).toBeUndefined()
  })

  it('does not read what an object inherits', () => {
    expect(callRequest(JSON.parse('{"__proto__":{"gas":"0x1"}}'), '').gas).toBeUndefined()
  })

  // biome-ignore format: table
  it.each([
    { value: [],                                     message: /expected an object, got an array/ },
    { value: { to: '0x1' },                          message: /\(x\)\.to: expected an address/ },
    { value: { to, gas: 21000 },                     message: /\.gas: expected a quantity/ },
    { value: { to, data: '0x01', input: '0x02' },    message: /"data" and "input"/ },
    { value: { gasPrice: '0x1', maxFeePerGas: '0x1' }, message: /either gasPrice or maxFeePerGas/ },
    { value: { accessList: [{}] },                   message: /\.accessList\[0\]\.address/ },
    { value: { accessList: [{ address: to, storageKeys: ['0x1'] }] }, message: /storageKeys\[0\]: expected a hash/ },
    { value: { authorizationList: [] },              message: /not supported/ },
  ])('refuses $value', ({ value, message }) => expectRefusal(callRequest, value, message))
})
