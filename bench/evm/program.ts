import { readFileSync } from 'node:fs'
import { type Address, address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { fromHex } from '../../src/primitives/hex.ts'
import type { AllocatedAccount } from '../../src/state/index.ts'

/** What a program is for: only `throughput` counts for a mean. */
export type ProgramKind = 'throughput' | 'call-overhead' | 'optimisable-away' | 'calibration'

/** A program of the benchmark as its file has it; numbers are hexadecimal text. */
export interface ProgramText {
  readonly name: string
  readonly fork: 'London' | 'Cancun' | 'Osaka'
  readonly kind: ProgramKind
  readonly env: Readonly<
    Record<'number' | 'timestamp' | 'gasLimit' | 'baseFee' | 'coinbase', string>
  > &
    Readonly<Partial<Record<'difficulty' | 'prevRandao', string>>>
  readonly pre: Readonly<Record<string, AccountText>>
  readonly tx: Readonly<
    Record<'caller' | 'to' | 'data' | 'value' | 'gasLimit' | 'gasPrice', string>
  >
  readonly expect: {
    readonly gasUsed: number
    readonly success: boolean
    readonly output: string
    readonly logs: number
  }
}

export interface AccountText {
  readonly balance: string
  readonly nonce: string
  readonly code: string
  readonly storage: Readonly<Record<string, string>>
}

/** The programs of a file: one, or an array of them. */
export function readPrograms(path: string): readonly ProgramText[] {
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
  // The files are trusted: a benchmark that cannot read one breaks off.
  return (Array.isArray(read) ? read : [read]) as readonly ProgramText[]
}

/** The accounts before the transaction. */
export function accountsOf({ pre }: ProgramText): readonly AllocatedAccount[] {
  return Object.entries(pre).map(([where, { balance, nonce, code, storage }]) => ({
    address: addressOf(where),
    balance: BigInt(balance),
    nonce: BigInt(nonce),
    code: bytesOf(code),
    storage: Object.entries(storage).map(([key, value]) => ({
      key: toBytes32(BigInt(key)),
      value: toBytes32(BigInt(value)),
    })),
  }))
}

export function addressOf(text: string): Address {
  return address(fromHex(text))
}

/** Bytes of hexadecimal text, which may have an odd number of digits: the first byte is below 16 then. */
export function bytesOf(text: string): Uint8Array {
  return fromHex(text.length % 2 === 0 ? text : `0x0${text.slice(2)}`)
}
