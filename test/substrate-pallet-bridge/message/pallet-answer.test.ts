import { TypeRegistry } from '@polkadot/types'
import { describe, expect, it } from 'vitest'
import { statusCode } from '../../../src/engine/status-code.ts'
import { address } from '../../../src/primitives/address.ts'
import { bytes32, ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { MalformedScaleError } from '../../../src/primitives/scale/malformed-scale-error.ts'
import type { EngineFailure } from '../../../src/substrate-pallet-bridge/message/engine-failure.ts'
import {
  decodePalletAnswer,
  encodePalletAnswer,
  type PalletAnswer,
} from '../../../src/substrate-pallet-bridge/message/pallet-answer.ts'
import type { PalletOutcome } from '../../../src/substrate-pallet-bridge/message/pallet-outcome.ts'
import { counting, sampleEncoding } from './sample-messages.ts'

const word = (first: number) => bytes32(counting(first, 32))
const account = (first: number) => address(counting(first, 20))

const nothing: PalletOutcome = {
  status: statusCode.success,
  gasUsed: 100n,
  output: new Uint8Array(0),
  created: undefined,
  burned: 0n,
  accounts: [],
  codes: [],
  logs: [],
}

const everything: PalletOutcome = {
  status: statusCode.success,
  gasUsed: 0xffff_ffffn,
  output: new Uint8Array(70).fill(0xab),
  created: account(1),
  burned: 3n,
  accounts: [
    {
      address: account(1),
      account: { nonce: 7n, balance: 2n ** 100n, codeHash: word(0x10) },
      clearsStorage: false,
      storage: [
        { key: word(2), value: word(3) },
        { key: word(4), value: ZERO_BYTES32 },
      ],
    },
    { address: account(2), account: undefined, clearsStorage: true, storage: [] },
  ],
  codes: [Uint8Array.of(0, 0x61, 0x73, 0x6d), new Uint8Array(100).fill(0xfe)],
  logs: [
    { address: account(5), topics: [], data: new Uint8Array(0) },
    {
      address: account(6),
      topics: Array.from({ length: 4 }, () => word(7)),
      data: Uint8Array.of(8, 9),
    },
  ],
}

const succeeded = (outcome: PalletOutcome): PalletAnswer => ({ ok: true, outcome })
const failed = (failure: EngineFailure): PalletAnswer => ({ ok: false, failure })

// biome-ignore format: table
const samples: readonly { name: string; answer: PalletAnswer }[] = [
  { name: 'answer-success',           answer: succeeded(everything) },
  { name: 'answer-revert',            answer: succeeded({ ...nothing, status: statusCode.revert, output: Uint8Array.of(1) }) },
  { name: 'answer-out-of-gas',        answer: succeeded({ ...nothing, status: statusCode.outOfGas }) },
  { name: 'answer-failure',           answer: succeeded({ ...nothing, status: statusCode.wasmTrap }) },
  { name: 'answer-malformed-message', answer: failed('malformedMessage') },
  { name: 'answer-exhausted',         answer: failed('exhausted') },
  { name: 'answer-unavailable',       answer: failed('unavailable') },
  { name: 'answer-timed-out',         answer: failed('timedOut') },
  { name: 'answer-fault',             answer: failed('fault') },
]

describe('an answer to the pallet', () => {
  it.each(samples)('is written as the pallet reads it: $name', ({ name, answer }) => {
    expect(toHex(encodePalletAnswer(answer))).toBe(toHex(sampleEncoding(name)))
  })

  it.each(samples)('is read as the pallet writes it: $name', ({ name, answer }) => {
    expect(decodePalletAnswer(sampleEncoding(name))).toEqual(answer)
  })

  it('is refused when it is cut off or goes on', () => {
    const bytes = sampleEncoding('answer-success')
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodePalletAnswer(bytes.subarray(0, length))).toThrow(MalformedScaleError)
    }
    expect(() => decodePalletAnswer(Uint8Array.of(...bytes, 0))).toThrow(MalformedScaleError)
  })

  it('has the type that @polkadot/types reads', () => {
    const registry = new TypeRegistry()
    registry.register({
      Status: { _enum: { Success: 'Null', Revert: 'Null', OutOfGas: 'Null', Failure: 'u8' } },
      Account: { nonce: 'u64', balance: 'u128', codeHash: 'H256' },
      AccountChange: {
        address: 'H160',
        account: 'Option<Account>',
        clearsStorage: 'bool',
        storage: 'Vec<(H256, H256)>',
      },
      ContractLog: { address: 'H160', topics: 'Vec<H256>', data: 'Bytes' },
      Outcome: {
        status: 'Status',
        gasUsed: 'u64',
        output: 'Bytes',
        created: 'Option<H160>',
        burned: 'u128',
        accounts: 'Vec<AccountChange>',
        codes: 'Vec<Bytes>',
        logs: 'Vec<ContractLog>',
      },
    })
    const bytes = encodePalletAnswer(succeeded(everything))
    const read = registry.createType('Outcome', bytes.subarray(1))
    expect(read.toHex()).toBe(toHex(bytes.subarray(1)))
    expect(read.toJSON()).toMatchObject({
      status: { success: null },
      created: toHex(account(1)),
      logs: [{ topics: [] }, { data: '0x0809' }],
    })
  })
})
