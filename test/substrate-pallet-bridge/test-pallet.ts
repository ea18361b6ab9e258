import { type Address, address } from '../../src/primitives/address.ts'
import { type Bytes32, bytes32, ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'
import { equalBytes } from '../../src/primitives/equal-bytes.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { ScaleWriter } from '../../src/primitives/scale/scale-writer.ts'
import {
  createPalletEngine,
  type PalletEngine,
  type PalletEngineOptions,
} from '../../src/substrate-pallet-bridge/engine/pallet-engine.ts'
import {
  decodePalletAccount,
  encodePalletAccount,
  type PalletAccount,
} from '../../src/substrate-pallet-bridge/message/pallet-account.ts'
import {
  decodePalletAnswer,
  type PalletAnswer,
} from '../../src/substrate-pallet-bridge/message/pallet-answer.ts'
import {
  encodePalletMessage,
  type PalletMessage,
} from '../../src/substrate-pallet-bridge/message/pallet-message.ts'
import type { PalletOutcome } from '../../src/substrate-pallet-bridge/message/pallet-outcome.ts'
import {
  type PalletKeys,
  palletKeysOf,
} from '../../src/substrate-pallet-bridge/storage/pallet-keys.ts'
import { MapStorage } from './map-storage.ts'

/** An account to begin with. */
export interface TestAccount {
  readonly address: Address
  readonly nonce?: bigint
  readonly balance?: bigint
  readonly code?: Uint8Array
  readonly storage?: readonly (readonly [key: Bytes32, value: Bytes32])[]
}

export const SENDER = numbered(1)

/** The address of 20 bytes with this value. */
export function numbered(seed: number): Address {
  return address(new Uint8Array(20).fill(seed))
}

/** The pallet's side of a message, in a map: sends it, and writes what was answered as the pallet does. */
export class TestPallet {
  readonly storage = new MapStorage()
  readonly keys: PalletKeys
  readonly engine: PalletEngine
  readonly failures: unknown[]

  static async start(
    accounts: readonly TestAccount[] = [],
    options: PalletEngineOptions = {},
  ): Promise<TestPallet> {
    const failures: unknown[] = []
    const engine = await createPalletEngine({
      tier: 'first',
      onFailure: (error) => failures.push(error),
      ...options,
    })
    const pallet = new TestPallet(palletKeysOf('Ewasm'), engine, failures)
    for (const account of accounts) pallet.#begin(account)
    return pallet
  }

  private constructor(keys: PalletKeys, engine: PalletEngine, failures: unknown[]) {
    this.keys = keys
    this.engine = engine
    this.failures = failures
  }

  /** A message of `SENDER`, a call without value unless it says otherwise. */
  message(parts: Partial<PalletMessage> = {}): PalletMessage {
    return {
      prefix: this.keys.prefix,
      rules: { revision: 'osaka', gasSchedule: 'ewasm-v1' },
      maxCodeSize: 1_048_576,
      kind: { kind: 'call', target: numbered(2) },
      sender: SENDER,
      value: 0n,
      gasLimit: 1_000_000n,
      input: new Uint8Array(0),
      block: {
        number: 7n,
        timestamp: 1_700_000_000n,
        coinbase: numbered(0xcb),
        gasLimit: 60_000_000n,
        prevRandao: bytes32(new Uint8Array(32).fill(0xaa)),
        chainId: 1_337n,
        parentHash: bytes32(new Uint8Array(32).fill(0xbb)),
      },
      ...parts,
    }
  }

  ask(parts: Partial<PalletMessage> = {}): PalletAnswer {
    const bytes = encodePalletMessage(this.message(parts))
    return decodePalletAnswer(this.engine.run(bytes, this.storage))
  }

  /** Runs a message and writes what it did. */
  send(parts: Partial<PalletMessage> = {}): PalletOutcome {
    const answer = this.ask(parts)
    if (!answer.ok) throw new Error(`the engine failed: ${answer.failure}`)
    this.#apply(answer.outcome)
    return answer.outcome
  }

  account(where: Address): PalletAccount | undefined {
    const stored = this.storage.get(this.keys.account(where))
    return stored && decodePalletAccount(stored)
  }

  slot(where: Address, key: Bytes32): Bytes32 {
    const stored = this.storage.get(this.keys.slot(this.keys.slots(where), key, 0))
    return stored === undefined ? ZERO_BYTES32 : bytes32(stored)
  }

  #begin({ address: where, nonce = 0n, balance = 0n, code, storage = [] }: TestAccount): void {
    const codeHash = code === undefined ? ZERO_BYTES32 : keccak256(code)
    this.storage.put(this.keys.account(where), encodePalletAccount({ nonce, balance, codeHash }))
    if (code !== undefined) this.#putCode(code)
    for (const [key, value] of storage) this.#setSlot(where, key, value)
  }

  #apply({ accounts, codes }: PalletOutcome): void {
    for (const code of codes) this.#putCode(code)
    for (const { address: where, account, clearsStorage, storage } of accounts) {
      if (clearsStorage) this.storage.clearPrefix(this.keys.slots(where))
      for (const { key, value } of storage) this.#setSlot(where, key, value)
      const key = this.keys.account(where)
      if (account === undefined) this.storage.delete(key)
      else this.storage.put(key, encodePalletAccount(account))
    }
  }

  #putCode(code: Uint8Array): void {
    this.storage.put(this.keys.code(keccak256(code)), new ScaleWriter().bytes(code).take())
  }

  #setSlot(where: Address, key: Bytes32, value: Bytes32): void {
    const place = this.keys.slot(this.keys.slots(where), key, 0)
    if (equalBytes(value, ZERO_BYTES32)) this.storage.delete(place)
    else this.storage.put(place, value)
  }
}
