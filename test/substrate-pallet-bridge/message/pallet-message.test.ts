import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address } from '../../../src/primitives/address.ts'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { MalformedScaleError } from '../../../src/primitives/scale/malformed-scale-error.ts'
import {
  decodePalletMessage,
  encodePalletMessage,
  type PalletMessage,
  type PalletMessageKind,
} from '../../../src/substrate-pallet-bridge/message/pallet-message.ts'
import { counting, sampleEncoding } from './sample-messages.ts'

const word = (first: number) => bytes32(counting(first, 32))
const account = (first: number) => address(counting(first, 20))

/** The values of the pallet's own test. */
function message(kind: PalletMessageKind, input: Uint8Array): PalletMessage {
  return {
    prefix: counting(0, 16),
    rules: { revision: 'cancun', gasSchedule: 'ewasm-v1' },
    maxCodeSize: 1_048_576,
    kind,
    sender: account(0x20),
    value: 2n ** 128n - 2n,
    gasLimit: 2n ** 64n - 3n,
    input,
    block: {
      number: 0x0102030405060708n,
      timestamp: 1_700_000_000n,
      coinbase: account(0x40),
      gasLimit: 60_000_000n,
      prevRandao: word(0x60),
      chainId: 1_337n,
      parentHash: word(0x80),
    },
  }
}

const samples: readonly { name: string; message: PalletMessage }[] = [
  {
    name: 'message-call',
    message: message({ kind: 'call', target: account(0x30) }, Uint8Array.of(1, 2, 3)),
  },
  {
    name: 'message-create',
    message: message({ kind: 'create' }, new Uint8Array(64).fill(0x55)),
  },
  {
    name: 'message-create2',
    message: message({ kind: 'create2', salt: word(0xa0) }, new Uint8Array(0)),
  },
]

describe('a message of the pallet', () => {
  it.each(samples)('is read as the pallet meant it: $name', ({ name, message: expected }) => {
    expect(decodePalletMessage(sampleEncoding(name))).toEqual(expected)
  })

  it.each(samples)('is written as the pallet writes it: $name', ({ name, message: value }) => {
    expect(toHex(encodePalletMessage(value))).toBe(toHex(sampleEncoding(name)))
  })

  it.each(samples)('is refused when it is cut off or goes on: $name', ({ name }) => {
    const bytes = sampleEncoding(name)
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodePalletMessage(bytes.subarray(0, length))).toThrow(MalformedScaleError)
    }
    expect(() => decodePalletMessage(Uint8Array.of(...bytes, 0))).toThrow(MalformedScaleError)
  })

  it('is the same again, or refused, whatever the bytes are', () => {
    const base = sampleEncoding('message-call')
    const edit = fc.tuple(fc.nat(base.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const bytes = base.slice()
        for (const [at, byte] of edits) bytes[at] = byte
        const read = readOrRefuse(bytes)
        if (read !== undefined) expect(toHex(encodePalletMessage(read))).toBe(toHex(bytes))
      }),
      { numRuns: 2000 },
    )
  })
})

function readOrRefuse(bytes: Uint8Array): PalletMessage | undefined {
  try {
    return decodePalletMessage(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedScaleError)
    return undefined
  }
}
