import { type Address, address } from '../../primitives/address.ts'
import { type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { ScaleWriter } from '../../primitives/scale/scale-writer.ts'
import { type ContractRules, readContractRules, writeContractRules } from './contract-rules.ts'
import { type PalletBlock, readPalletBlock, writePalletBlock } from './pallet-block.ts'

/** What is asked for: EVMC's `evmc_call_kind`, as far as a dispatchable can ask for it. */
export type PalletMessageKind =
  /** Runs the code of an account, or only moves value. */
  | { readonly kind: 'call'; readonly target: Address }
  /** Runs init code; the address follows from the sender's nonce. */
  | { readonly kind: 'create' }
  /** Runs init code; the address follows from the salt (EIP-1014). */
  | { readonly kind: 'create2'; readonly salt: Bytes32 }

/**
 * A request of the pallet to run a message on its contract accounts, version 1. The same bytes come through the host
 * function and through a socket.
 * @see substrate/pallet-ewasm/src/message.rs
 */
export interface PalletMessage {
  /** `twox_128` of the pallet's name, 16 bytes: where in the state its storage begins. */
  readonly prefix: Uint8Array
  readonly rules: ContractRules
  /** Longest code that may be deployed, in bytes; init code may have twice that. */
  readonly maxCodeSize: number
  readonly kind: PalletMessageKind
  readonly sender: Address
  /** Moved from the sender's contract account, in units of the native balance; below 2^128. */
  readonly value: Wei
  readonly gasLimit: Gas
  /** Call data, or init code. */
  readonly input: Uint8Array
  readonly block: PalletBlock
}

const PREFIX_LENGTH = 16

/** @throws MalformedScaleError for bytes that are no message, or more than one */
export function decodePalletMessage(bytes: Uint8Array): PalletMessage {
  const reader = new ScaleReader(bytes)
  const message: PalletMessage = {
    prefix: reader.fixed(PREFIX_LENGTH),
    rules: readContractRules(reader),
    maxCodeSize: reader.u32(),
    kind: readKind(reader),
    sender: address(reader.fixed(20)),
    value: reader.u128(),
    gasLimit: reader.u64(),
    input: reader.bytes(),
    block: readPalletBlock(reader),
  }
  reader.end()
  return message
}

/** The message as the pallet encodes it: for callers that are no pallet. */
export function encodePalletMessage(message: PalletMessage): Uint8Array {
  const writer = new ScaleWriter().fixed(message.prefix)
  writeContractRules(writer, message.rules)
  writer.u32(message.maxCodeSize)
  writeKind(writer, message.kind)
  writer.fixed(message.sender).u128(message.value).u64(message.gasLimit).bytes(message.input)
  writePalletBlock(writer, message.block)
  return writer.take()
}

function readKind(reader: ScaleReader): PalletMessageKind {
  const variant = reader.choice(3, 'a kind of message')
  if (variant === 0) return { kind: 'call', target: address(reader.fixed(20)) }
  if (variant === 1) return { kind: 'create' }
  return { kind: 'create2', salt: bytes32(reader.fixed(32)) }
}

function writeKind(writer: ScaleWriter, kind: PalletMessageKind): void {
  // biome-ignore format: table
  switch (kind.kind) {
    case 'call':    writer.u8(0).fixed(kind.target); return
    case 'create':  writer.u8(1); return
    case 'create2': writer.u8(2).fixed(kind.salt)
  }
}
