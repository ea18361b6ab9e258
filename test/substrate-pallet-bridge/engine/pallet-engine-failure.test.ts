import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/engine-error.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { failureOfError } from '../../../src/substrate-pallet-bridge/engine/failure-of-error.ts'
import { decodePalletAnswer } from '../../../src/substrate-pallet-bridge/message/pallet-answer.ts'
import { encodePalletMessage } from '../../../src/substrate-pallet-bridge/message/pallet-message.ts'
import type { StorageReads } from '../../../src/substrate-pallet-bridge/storage/storage-reads.ts'
import { code, push } from '../../evm/evm-code.ts'
import { numbered, SENDER, TestPallet } from '../test-pallet.ts'

const contract = numbered(2)
const ONE = toBytes32(1n)
const stores = code('PUSH1', 1, 'PUSH1', 0, 'SSTORE')
const reverts = code('PUSH1', 1, 'PUSH1', 31, 'REVERT')

describe('a contract that fails', () => {
  // biome-ignore format: table
  it.each([
    { name: 'reverts',       end: reverts,            status: statusCode.revert,             gasUsed: 22_115n,    output: [0] },
    { name: 'runs out',      end: code('PUSH1', 0, 'PUSH4', 255, 255, 255, 255, 'MSTORE8'), status: statusCode.outOfGas, gasUsed: 1_000_000n, output: [] },
    { name: 'is invalid',    end: code('INVALID'),    status: statusCode.invalidInstruction, gasUsed: 1_000_000n, output: [] },
  ])('changes nothing: $name', async ({ end, status, gasUsed, output }) => {
    const runtime = concatBytes([stores, end])
    const accounts = [{ address: SENDER, balance: 5n }, { address: contract, nonce: 1n, code: runtime }]
    const pallet = await TestPallet.start(accounts)
    // 3 + 3 + 22,100 for the slot (EIP-2929: cold and new), 3 + 3 for the pushes of the revert, 3 for a word of memory.
    expect(pallet.ask({ value: 5n })).toEqual({
      ok: true,
      outcome: {
        status,
        gasUsed,
        output: Uint8Array.from(output),
        created: undefined,
        burned: 0n,
        accounts: [],
        codes: [],
        logs: [],
      },
    })
  })
})

describe('a contract that destroys itself', () => {
  const suicides = code('ADDRESS', 'SELFDESTRUCT')
  const accounts = [
    { address: SENDER, balance: 5n },
    { address: contract, nonce: 1n, balance: 7n, code: suicides, storage: [[ONE, ONE]] as const },
  ]
  const before = { revision: 'shanghai', gasSchedule: 'hera' } as const

  it('burns what it had, and takes its storage along (before EIP-6780)', async () => {
    const pallet = await TestPallet.start(accounts)
    const outcome = pallet.send({ value: 2n, rules: before })
    expect(outcome.burned).toBe(9n)
    expect(outcome.accounts).toMatchObject([
      { address: SENDER, account: { balance: 3n }, clearsStorage: false },
      { address: contract, account: undefined, clearsStorage: true, storage: [] },
    ])
    expect(pallet.slot(contract, ONE)).toEqual(ZERO_BYTES32)
  })

  it('stays as it is (from EIP-6780 on)', async () => {
    const pallet = await TestPallet.start(accounts)
    expect(pallet.send({ value: 2n })).toMatchObject({ burned: 0n })
    expect(pallet.account(contract)?.balance).toBe(9n)
  })
})

describe('what is not the contract’s doing', () => {
  it('is a malformed message where it cannot be read', async () => {
    const pallet = await TestPallet.start()
    const answer = pallet.engine.run(Uint8Array.of(1, 2, 3), pallet.storage)
    expect(decodePalletAnswer(answer)).toEqual({ ok: false, failure: 'malformedMessage' })
    expect(pallet.failures).toMatchObject([{ code: 'MALFORMED_SCALE', offset: 0 }])
  })

  it('is a fault where the storage is not the pallet’s', async () => {
    const pallet = await TestPallet.start([{ address: contract, code: stores }])
    const slots = pallet.keys.slots(contract)
    pallet.storage.put(pallet.keys.slot(slots, ZERO_BYTES32, 0), Uint8Array.of(1))
    expect(pallet.ask()).toEqual({ ok: false, failure: 'fault' })
    pallet.storage.put(pallet.keys.account(contract), Uint8Array.of(1))
    expect(pallet.ask()).toEqual({ ok: false, failure: 'fault' })
    pallet.storage.entries.clear()
    expect(pallet.ask()).toMatchObject({ ok: true })
  })

  it('is a fault where balances do not fit: together they were too many before', async () => {
    const most = 2n ** 128n - 1n
    const pallet = await TestPallet.start([
      { address: SENDER, balance: 1n },
      { address: contract, balance: most },
    ])
    expect(pallet.ask({ value: 1n })).toEqual({ ok: false, failure: 'fault' })
    expect(pallet.failures).toMatchObject([{ code: 'PALLET_BALANCE_OVERFLOW', balance: most + 1n }])
  })

  it('is a fault where the storage throws, also in the middle of a contract', async () => {
    const pallet = await TestPallet.start([{ address: contract, code: stores }])
    const message = encodePalletMessage(pallet.message())
    const slots = pallet.keys.slots(contract)
    const broken: StorageReads = {
      get(key) {
        if (key.length > slots.length) throw new Error('no disk')
        return pallet.storage.get(key)
      },
      nextKey: (key) => pallet.storage.nextKey(key),
    }
    const answer = decodePalletAnswer(pallet.engine.run(message, broken))
    expect(answer).toEqual({ ok: false, failure: 'fault' })
    // The next message is not the worse for it.
    expect(pallet.send().status).toBe(statusCode.success)
  })

  it('is exhaustion where a contract nests deeper than this thread’s stack', async () => {
    const calls = [0, 0, 0, 0, 0].flatMap((byte) => [...code('PUSH1', byte)])
    const recurses = concatBytes([Uint8Array.from(calls), code('ADDRESS', 'GAS', 'CALL', 'STOP')])
    // With a budget that only a large stack holds, on the stack of a test.
    const pallet = await TestPallet.start([{ address: contract, code: recurses }])
    const answer = pallet.ask({ gasLimit: 2n ** 62n })
    if (answer.ok) expect(answer.outcome.status).toBe(statusCode.success)
    else expect(answer.failure).toBe('exhausted')
  })

  it.each([
    { error: new EngineError('no', { limit: 'stack' }), failure: 'exhausted' },
    { error: new EngineError('no', { limit: 'memory' }), failure: 'exhausted' },
    { error: new EngineError('no'), failure: 'fault' },
    { error: new TypeError('a bug'), failure: 'fault' },
  ])('is told by its kind: $failure', ({ error, failure }) => {
    expect(failureOfError(error)).toBe(failure)
  })
})

it('a nonce that cannot grow makes no contract (EIP-2681)', async () => {
  const pallet = await TestPallet.start([{ address: SENDER, nonce: 2n ** 64n - 1n }])
  const outcome = pallet.send({ kind: { kind: 'create' }, input: push(0n) })
  expect(outcome).toMatchObject({ status: statusCode.argumentOutOfRange, gasUsed: 0n })
})
