import type { Log } from '../chain/message/log.ts'
import { toChecksumAddress } from '../primitives/checksum-address.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { type Hex, toHex } from '../primitives/hex.ts'
import type { Abi, AbiEntry, AbiParameter } from '../solidity/abi.ts'
import { abiType, isDynamic } from './abi/abi-type.ts'
import type { AbiValue } from './abi/abi-value.ts'
import { decodeAbi } from './abi/decode-abi.ts'
import { signatureHash } from './abi/signature.ts'

/** An entry of the log, with its event when the contract's ABI knows it. */
export interface DecodedLog {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  /** Name of the event; undefined when no event of the ABI has this topic. */
  readonly event: string | undefined
  /** Arguments by name, or by position where they have none. An indexed text or array is the hash in its topic. */
  readonly args: Readonly<Record<string, AbiValue>>
}

/** Reads a log by the events of an ABI. */
export function decodeLog(abi: Abi, { address, topics, data }: Log): DecodedLog {
  const [first] = topics
  const event = abi.find(
    (entry) =>
      entry.type === 'event' &&
      entry.anonymous !== true &&
      first !== undefined &&
      equalBytes(signatureHash(entry), first),
  )
  return {
    address: toChecksumAddress(address),
    topics: topics.map(toHex),
    data: toHex(data),
    event: event?.name,
    args: event === undefined ? {} : argumentsOf(event, topics.slice(1), data),
  }
}

function argumentsOf(
  { inputs = [] }: AbiEntry,
  topics: readonly Uint8Array[],
  data: Uint8Array,
): Record<string, AbiValue> {
  const indexed = inputs.filter((input) => input.indexed === true)
  const plain = inputs.filter((input) => input.indexed !== true)
  const plainValues = decodeAbi(plain.map(abiType), data)
  const entries = inputs.map((input, position): [string, AbiValue] => {
    const topic = topics[indexed.indexOf(input)]
    const value = topic === undefined ? plainValues[plain.indexOf(input)] : topicValue(input, topic)
    return [input.name === '' ? String(position) : input.name, value ?? toHex(new Uint8Array())]
  })
  return Object.fromEntries(entries)
}

function topicValue(input: AbiParameter, topic: Uint8Array): AbiValue {
  const type = abiType(input)
  const isHashed = isDynamic(type) || type.kind === 'array' || type.kind === 'tuple'
  return isHashed ? toHex(topic) : (decodeAbi([type], topic)[0] ?? toHex(topic))
}
