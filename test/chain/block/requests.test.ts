import { describe, expect, it } from 'vitest'
import { depositRequests, requestsHash } from '../../../src/chain/block/requests.ts'
import type { Log } from '../../../src/chain/message/log.ts'
import { address } from '../../../src/primitives/address.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'

const depositContract = address(fromHex('0x00000000219ab540356cbb839cbe05303d7705fa'))
const topic = bytes32(fromHex('0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5'))
/** Key, credentials, amount, signature and index of a deposit, each filled with its own byte. */
const fields = [48, 32, 8, 96, 8].map((length, index) => new Uint8Array(length).fill(index + 1))

/** The ABI encoding of five `bytes`: offsets, then each with its length, padded to words. */
function abiEncoded(values: readonly Uint8Array[]): Uint8Array {
  const tails = values.map((value) => {
    const padded = new Uint8Array(Math.ceil(value.length / 32) * 32)
    padded.set(value)
    return Buffer.concat([toBytes32(BigInt(value.length)), padded])
  })
  let offset = 32 * values.length
  const heads = tails.map((tail) => {
    const head = toBytes32(BigInt(offset))
    offset += tail.length
    return head
  })
  return new Uint8Array(Buffer.concat([...heads, ...tails]))
}

const deposit: Log = { address: depositContract, topics: [topic], data: abiEncoded(fields) }

describe('deposits (EIP-6110)', () => {
  it('are the fields of the events one after the other', () => {
    const expected = Buffer.concat([...fields, ...fields])
    expect(depositRequests([deposit, deposit], depositContract)).toEqual(new Uint8Array(expected))
  })

  it('are only events of the deposit contract with its topic', () => {
    const others: Log[] = [
      { ...deposit, address: address(new Uint8Array(20)) },
      { ...deposit, topics: [] },
      { ...deposit, topics: [toBytes32(1n)] },
    ]
    expect(depositRequests(others, depositContract)).toEqual(new Uint8Array())
  })

  it.each([
    { what: 'a byte too much', data: Buffer.concat([deposit.data, Uint8Array.of(0)]) },
    { what: 'a key of 49 bytes', data: abiEncoded([new Uint8Array(49), ...fields.slice(1)]) },
    { what: 'nothing', data: new Uint8Array() },
  ])('are refused when an event holds $what', ({ data }) => {
    expect(depositRequests([deposit, { ...deposit, data }], depositContract)).toBeUndefined()
  })
})

describe('requestsHash (EIP-7685)', () => {
  it('is SHA-256 of nothing without requests, and empty ones do not count', () => {
    const nothing = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    expect(toHex(requestsHash([]))).toBe(nothing)
    expect(toHex(requestsHash([{ type: 1, data: new Uint8Array() }]))).toBe(nothing)
  })

  it('tells types and their order apart', () => {
    const [a, b] = [1, 2].map((type) => ({ type, data: Uint8Array.of(7) }))
    if (a === undefined || b === undefined) throw new Error('two requests')
    const hashes = [[a], [b], [a, b], [b, a]].map((list) => toHex(requestsHash(list)))
    expect(new Set(hashes).size).toBe(4)
  })
})
