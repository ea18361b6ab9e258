import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { evmRules } from '../../src/evm/evm-rules.ts'
import { code } from './evm-code.ts'
import { runEvm } from './run-evm.ts'

/** Each number is of the EIP that is named, at the revision that brought it and at the one before. */
describe('evmRules', () => {
  // biome-ignore format: table
  it.each([
    { eip: 150,  rule: 'forwarding',        before: ['homestead', 'all'],          since: ['tangerineWhistle', 'allButOne64th'] },
    { eip: 150,  rule: 'newBeneficiary',    before: ['homestead', 'free'],         since: ['tangerineWhistle', 'any'] },
    { eip: 160,  rule: 'expByte',           before: ['tangerineWhistle', 10],      since: ['spuriousDragon', 50] },
    { eip: 161,  rule: 'newAccountCall',    before: ['tangerineWhistle', 'any'],   since: ['spuriousDragon', 'withValue'] },
    { eip: 161,  rule: 'newBeneficiary',    before: ['tangerineWhistle', 'any'],   since: ['spuriousDragon', 'withValue'] },
    { eip: 2200, rule: 'storeSentry',       before: ['petersburg', 0],             since: ['istanbul', 2300] },
    { eip: 2929, rule: 'coldSelfdestruct',  before: ['istanbul', 0],               since: ['berlin', 2600] },
    { eip: 2929, rule: 'coldStore',         before: ['istanbul', 0],               since: ['berlin', 2100] },
    { eip: 3529, rule: 'selfdestructRefund', before: ['berlin', 24000],            since: ['london', 0] },
    { eip: 3860, rule: 'initCodeWord',      before: ['paris', 0],                  since: ['shanghai', 2] },
    { eip: 3860, rule: 'initCodeSize',      before: ['paris', 'free'],             since: ['shanghai', 'limited'] },
    { eip: 7702, rule: 'delegation',        before: ['cancun', 'none'],            since: ['prague', 'resolved'] },
  ] as const)('$rule changes by EIP-$eip', ({ rule, before, since }) => {
    expect(evmRules(before[0])[rule]).toBe(before[1])
    expect(evmRules(since[0])[rule]).toBe(since[1])
    expect(evmRules('osaka')[rule] === since[1] || rule === 'newBeneficiary').toBe(true)
  })

  it('adds up to what a cold account and a cold slot cost (EIP-2929)', () => {
    const { coldAccount, coldSlot } = evmRules('berlin')
    expect([100 + coldAccount, 100 + coldSlot]).toEqual([2600, 2100])
  })
})

describe('the limit on init code (EIP-3860)', () => {
  const create = (length: number) =>
    code(
      'PUSH3',
      length >> 16,
      (length >> 8) & 0xff,
      length & 0xff,
      'PUSH1',
      0,
      'PUSH1',
      0,
      'CREATE',
    )

  // biome-ignore format: table
  it.each([
    { revision: 'shanghai', length: 49_152, status: 'success' },
    { revision: 'shanghai', length: 49_153, status: 'outOfGas' },
    { revision: 'paris',    length: 49_153, status: 'success' },
  ] as const)('ends CREATE of $length bytes at $revision with $status', ({ revision, length, status }) => {
    expect(runEvm(create(length), revision).statusCode).toBe(statusCode[status])
  })
})
