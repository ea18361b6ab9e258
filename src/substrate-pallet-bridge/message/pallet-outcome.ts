import type { Log } from '../../chain/message/log.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import { type Address, address } from '../../primitives/address.ts'
import { type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import type { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { ScaleWriter } from '../../primitives/scale/scale-writer.ts'
import { type PalletAccount, readPalletAccount, writePalletAccount } from './pallet-account.ts'

/** What became of one account. */
export interface PalletAccountChange {
  readonly address: Address
  /** Undefined where the account is gone. */
  readonly account: PalletAccount | undefined
  /** Whether the storage from before is gone. */
  readonly clearsStorage: boolean
  /** Slots that changed, ascending; zero where a slot is empty now. */
  readonly storage: readonly { readonly key: Bytes32; readonly value: Bytes32 }[]
}

/** What a message did. Everything but `status`, `gasUsed` and `output` is empty unless it succeeded. */
export interface PalletOutcome {
  readonly status: StatusCode
  /** After refunds. */
  readonly gasUsed: Gas
  /** What the contract returned, or reverted with. */
  readonly output: Uint8Array
  /** The address of the new contract. */
  readonly created: Address | undefined
  /** Balance that no account has any more. */
  readonly burned: Wei
  /** Ascending. */
  readonly accounts: readonly PalletAccountChange[]
  /** Codes that accounts name and did not name before. */
  readonly codes: readonly Uint8Array[]
  readonly logs: readonly Log[]
}

/** The pallet's enum: three classes that a caller can act on have a variant, other failures are EVMC's number. */
const statusVariants: readonly StatusCode[] = [
  statusCode.success,
  statusCode.revert,
  statusCode.outOfGas,
]
const FAILURE = statusVariants.length

/** @throws MalformedScaleError */
export function readPalletOutcome(reader: ScaleReader): PalletOutcome {
  return {
    status: readStatus(reader),
    gasUsed: reader.u64(),
    output: reader.bytes(),
    created: reader.option((created) => address(created.fixed(20))),
    burned: reader.u128(),
    accounts: reader.list(readChange),
    codes: reader.list((code) => code.bytes()),
    logs: reader.list(readLog),
  }
}

/** The outcome as the pallet decodes it. */
export function writePalletOutcome(writer: ScaleWriter, outcome: PalletOutcome): void {
  const { status, gasUsed, output, created, burned, accounts, codes, logs } = outcome
  writeStatus(writer, status)
  writer
    .u64(gasUsed)
    .bytes(output)
    .option(created, (inner, value) => inner.fixed(value))
    .u128(burned)
    .list(accounts, writeChange)
    .list(codes, (inner, code) => inner.bytes(code))
    .list(logs, writeLog)
}

function readStatus(reader: ScaleReader): StatusCode {
  const variant = reader.choice(FAILURE + 1, 'a status')
  const known = statusVariants[variant]
  if (known !== undefined) return known
  return reader.choice(statusCodes.length, "EVMC's number of a failure") as StatusCode
}

/** EVMC's numbers run from 0 without a gap. */
const statusCodes = Object.values(statusCode)

function writeStatus(writer: ScaleWriter, status: StatusCode): void {
  const variant = statusVariants.indexOf(status)
  if (variant === -1) writer.u8(FAILURE).u8(status)
  else writer.u8(variant)
}

function readChange(reader: ScaleReader): PalletAccountChange {
  return {
    address: address(reader.fixed(20)),
    account: reader.option(readPalletAccount),
    clearsStorage: reader.bool(),
    storage: reader.list((slot) => ({
      key: bytes32(slot.fixed(32)),
      value: bytes32(slot.fixed(32)),
    })),
  }
}

function writeChange(writer: ScaleWriter, change: PalletAccountChange): void {
  writer
    .fixed(change.address)
    .option(change.account, writePalletAccount)
    .bool(change.clearsStorage)
    .list(change.storage, (inner, { key, value }) => inner.fixed(key).fixed(value))
}

function readLog(reader: ScaleReader): Log {
  return {
    address: address(reader.fixed(20)),
    topics: reader.list((topic) => bytes32(topic.fixed(32))),
    data: reader.bytes(),
  }
}

function writeLog(writer: ScaleWriter, { address: where, topics, data }: Log): void {
  writer
    .fixed(where)
    .list(topics, (inner, topic) => inner.fixed(topic))
    .bytes(data)
}
