import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blake2f, blake2fGas } from '../../src/precompiles/blake2f.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'

/** State of BLAKE2b-512 without a key before its first block (RFC 7693, section 2.5). */
const START = fromHex(
  '0x48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b',
)

/** A call that hashes a message of at most one block. */
function lastBlock(message: Uint8Array): Uint8Array {
  const input = new Uint8Array(213)
  input[3] = 12
  input.set(START, 4)
  input.set(message, 68)
  input[196] = message.length
  input[212] = 1
  return input
}

describe('blake2f', () => {
  it('gives the digests of OpenSSL for messages of one block', () => {
    const messages = fc.uint8Array({ minLength: 1, maxLength: 128 })
    fc.assert(
      fc.property(messages, (message) => {
        const digest = createHash('blake2b512').update(message).digest('hex')
        expect(toHex(blake2f(lastBlock(message)) ?? new Uint8Array())).toBe(`0x${digest}`)
      }),
    )
  })

  it('refuses other lengths, for no gas, and other flags', () => {
    const input = lastBlock(Uint8Array.of(1))
    expect(blake2f(input.subarray(1))).toBeUndefined()
    expect(blake2fGas(input.subarray(1))).toBe(0n)
    input[212] = 2
    expect(blake2f(input)).toBeUndefined()
  })

  it('costs one gas a round, up to 2^32 - 1', () => {
    const input = lastBlock(Uint8Array.of(1))
    expect(blake2fGas(input)).toBe(12n)
    expect(blake2fGas(input.fill(0xff, 0, 4))).toBe(2n ** 32n - 1n)
  })
})
