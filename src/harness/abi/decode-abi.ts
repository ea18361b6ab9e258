import { address } from '../../primitives/address.ts'
import { toBigint } from '../../primitives/big-endian.ts'
import { toChecksumAddress } from '../../primitives/checksum-address.ts'
import { toHex } from '../../primitives/hex.ts'
import { AbiError } from './abi-error.ts'
import { type AbiType, headBytes, isDynamic } from './abi-type.ts'
import type { AbiValue } from './abi-value.ts'

/**
 * Decodes data as a tuple of types. Bytes behind it are ignored, as Solidity does.
 * @throws AbiError
 */
export function decodeAbi(types: readonly AbiType[], data: Uint8Array): AbiValue[] {
  let head = 0
  return types.map((type) => {
    const at = head
    head += headBytes(type)
    return decodeValue(
      type,
      isDynamic(type) ? data.subarray(offsetAt(data, at)) : data.subarray(at),
    )
  })
}

/** `data` begins at the value. */
function decodeValue(type: AbiType, data: Uint8Array): AbiValue {
  switch (type.kind) {
    case 'uint':
      return BigInt.asUintN(type.bits, toBigint(bytesAt(data, 0, 32)))
    case 'int':
      return BigInt.asIntN(type.bits, toBigint(bytesAt(data, 0, 32)))
    case 'bool':
      return toBigint(bytesAt(data, 0, 32)) !== 0n
    case 'address':
      return toChecksumAddress(address(bytesAt(data, 12, 20)))
    case 'function':
      return toHex(bytesAt(data, 0, 24))
    case 'fixedBytes':
      return toHex(bytesAt(data, 0, type.length))
    case 'bytes':
      return toHex(bytesAt(data, 32, offsetAt(data, 0)))
    case 'string':
      return new TextDecoder().decode(bytesAt(data, 32, offsetAt(data, 0)))
    case 'tuple':
      return decodeAbi(type.components, data)
    case 'array':
      return decodeArray(type, data)
  }
}

function decodeArray(
  { element, length }: AbiType & { kind: 'array' },
  data: Uint8Array,
): AbiValue[] {
  if (length !== undefined) return decodeAbi(Array<AbiType>(length).fill(element), data)
  const count = offsetAt(data, 0)
  if (count * headBytes(element) > data.length - 32) throw tooShort(count * headBytes(element) + 32)
  return decodeAbi(Array<AbiType>(count).fill(element), data.subarray(32))
}

/** A length or an offset: no data that is there has a larger one than its own length. */
function offsetAt(data: Uint8Array, at: number): number {
  const offset = toBigint(bytesAt(data, at, 32))
  if (offset > BigInt(data.length)) throw tooShort(offset)
  return Number(offset)
}

function bytesAt(data: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length > data.length) throw tooShort(at + length)
  return data.slice(at, at + length)
}

function tooShort(needed: number | bigint): AbiError {
  return new AbiError(`The data is too short for its types: ${needed} bytes are needed.`)
}
