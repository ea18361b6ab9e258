import { describe, expect, it } from 'vitest'
import { blockId, blockNumber } from '../../../devnet/params/block-id.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import { expectRefusal } from './expect-refusal.ts'

const hash = `0x${'ab'.repeat(32)}`

/** Block tags, numbers, hashes and EIP-1898 objects. */
describe('blockId', () => {
  // biome-ignore format: table
  it.each([
    { value: 'latest',                                    id: { kind: 'tag', tag: 'latest' } },
    { value: 'finalized',                                 id: { kind: 'tag', tag: 'finalized' } },
    { value: '0x0',                                       id: { kind: 'number', number: 0n } },
    { value: '0xffffffffffffffff',                        id: { kind: 'number', number: 2n ** 64n - 1n } },
    { value: hash,                                        id: { kind: 'hash', hash: fromHex(hash) } },
    { value: { blockNumber: '0x5' },                      id: { kind: 'number', number: 5n } },
    { value: { blockHash: hash, requireCanonical: true }, id: { kind: 'hash', hash: fromHex(hash) } },
  ])('reads $value', ({ value, id }) => expect(blockId(value, '')).toEqual(id))

  // biome-ignore format: table
  it.each([
    { value: 'newest',                              message: /one of latest, earliest, pending, safe, finalized/ },
    { value: '5',                                   message: /a block number/ },
    { value: 5,                                     message: /the number 5/ },
    { value: '0x05',                                message: /without leading zeros/ },
    { value: {},                                    message: /\.blockNumber: expected a block number .* got nothing/ },
    { value: { blockHash: hash, blockNumber: '0x1' }, message: /either blockHash or blockNumber/ },
    { value: { blockHash: '0x12' },                 message: /\.blockHash: expected a hash/ },
    { value: { blockHash: hash, requireCanonical: 1 }, message: /requireCanonical: expected true or false/ },
  ])('refuses $value', ({ value, message }) => expectRefusal(blockId, value, message))

  it('takes no hash where only a number can stand', () =>
    expectRefusal(blockNumber, hash, /at most/))
})
