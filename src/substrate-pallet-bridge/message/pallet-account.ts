import { type Bytes32, bytes32 } from '../../primitives/bytes32.ts'
import type { Wei } from '../../primitives/quantity.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { ScaleWriter } from '../../primitives/scale/scale-writer.ts'

/** A contract account as the pallet keeps it. */
export interface PalletAccount {
  readonly nonce: bigint
  /** In units of the native balance; below 2^128. */
  readonly balance: Wei
  /** Keccak-256 of the code; zero where there is none. */
  readonly codeHash: Bytes32
}

/** @throws MalformedScaleError */
export function readPalletAccount(reader: ScaleReader): PalletAccount {
  return { nonce: reader.u64(), balance: reader.u128(), codeHash: bytes32(reader.fixed(32)) }
}

/** The account as the pallet encodes it. */
export function writePalletAccount(writer: ScaleWriter, account: PalletAccount): void {
  writer.u64(account.nonce).u128(account.balance).fixed(account.codeHash)
}

/** @throws MalformedScaleError */
export function decodePalletAccount(bytes: Uint8Array): PalletAccount {
  const reader = new ScaleReader(bytes)
  const account = readPalletAccount(reader)
  reader.end()
  return account
}

/** The account as it lies in the pallet's storage. */
export function encodePalletAccount(account: PalletAccount): Uint8Array {
  const writer = new ScaleWriter()
  writePalletAccount(writer, account)
  return writer.take()
}
