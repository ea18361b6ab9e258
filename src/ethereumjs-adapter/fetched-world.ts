import type { StateManagerInterface } from '@ethereumjs/common'
import type { EVMMockBlockchainInterface } from '@ethereumjs/evm'
import { Address as TheirAddress } from '@ethereumjs/util'
import type { Address } from '../primitives/address.ts'
import {
  type Bytes32,
  bytes32,
  type CodeHash,
  type Hash,
  ZERO_BYTES32,
} from '../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../primitives/empty-hashes.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { toHex } from '../primitives/hex.ts'
import type { Account, State, StateView } from '../state/index.ts'

/** Where state comes from, by promises. */
export interface AsynchronousSources {
  readonly stateManager: StateManagerInterface
  readonly blockchain: EVMMockBlockchainInterface
}

/** A slot that was written in this transaction before the message began. */
export interface RewrittenSlot {
  readonly address: Address
  readonly key: Bytes32
  readonly value: Bytes32
}

interface FetchedAccount {
  readonly record: Account | undefined
  readonly hasStorage: boolean
}

/**
 * A guess may ask for this many items, and is ended then. It is larger than what most transactions read.
 */
const MAX_MISSING = 256

/** Ends an execution whose guesses lead no further. */
const notFetched = new Error('The state has not been fetched.')

/**
 * What has been fetched of an asynchronous state. What is asked for and not there yet reads as nothing (a guess, so that
 * one execution finds out as much as possible of what it needs), and is noted for `fetchMissing`.
 */
export class FetchedWorld implements StateView {
  /** Slots whose value is no longer the one that they had when the transaction began. */
  readonly rewritten: RewrittenSlot[] = []
  readonly #sources: AsynchronousSources
  readonly #accounts = new Map<string, FetchedAccount>()
  readonly #slots = new Map<string, Bytes32>()
  readonly #codes = new Map<string, Uint8Array>()
  /** An account that has the code, by code hash: codes are fetched by account. */
  readonly #owners = new Map<string, Address>()
  readonly #blockHashes = new Map<bigint, Hash>()
  #missing: (() => Promise<void>)[] = []

  constructor(sources: AsynchronousSources) {
    this.#sources = sources
  }

  /** Whether the execution since the last `fetchMissing` has asked for something that is not here. */
  get isIncomplete(): boolean {
    return this.#missing.length > 0
  }

  /** Fetches what was asked for; false when a part of it cannot be fetched. */
  async fetchMissing(): Promise<boolean> {
    const missing = this.#missing
    this.#missing = []
    try {
      // One after the other: state managers are written for one caller.
      for (const fetch of missing) await fetch()
      return true
    } catch {
      return false
    }
  }

  /** Fetches an account and its code, for which an execution is sure to ask. */
  async fetchAccount(where: Address): Promise<void> {
    const theirs = await this.#sources.stateManager.getAccount(new TheirAddress(where))
    if (theirs === undefined) {
      this.#accounts.set(toHex(where), { record: undefined, hasStorage: false })
      return
    }
    const { nonce, balance, storageRoot } = theirs
    const codeHash = bytes32(theirs.codeHash)
    const hasStorage = !equalBytes(storageRoot, EMPTY_TRIE_ROOT)
    this.#accounts.set(toHex(where), { record: { nonce, balance, codeHash }, hasStorage })
    this.#owners.set(toHex(codeHash), where)
  }

  account(where: Address): Account | undefined {
    const known = this.#accounts.get(toHex(where))
    if (known === undefined) this.#miss(() => this.fetchAccount(where))
    return known?.record
  }

  hasStorage(where: Address): boolean {
    return this.#accounts.get(toHex(where))?.hasStorage ?? false
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const own = bytes32(key.slice(keyOffset, keyOffset + 32))
    const known = this.#slots.get(slotName(where, own))
    if (known === undefined) this.#miss(() => this.#fetchSlot(where, own))
    target.set(known ?? ZERO_BYTES32, targetOffset)
  }

  /** Code cannot be guessed, because it is remembered by its hash: without it the execution ends. */
  code(codeHash: CodeHash): Uint8Array {
    const name = toHex(codeHash)
    const known = this.#codes.get(name)
    if (known !== undefined) return known
    const owner = this.#owners.get(name)
    if (owner !== undefined) this.#missing.push(() => this.#fetchCode(owner, name))
    throw notFetched
  }

  /** The hash of an earlier block. */
  blockHash(number: bigint): Hash {
    const known = this.#blockHashes.get(number)
    if (known === undefined) this.#miss(() => this.#fetchBlockHash(number))
    return known ?? ZERO_BYTES32
  }

  /** Brings a new `State`, which knows what slots were when the transaction began, up to the present. */
  rewrite(state: State): void {
    for (const { address, key, value } of this.rewritten)
      state.setStorage(address, key, 0, value, 0)
  }

  #miss(fetch: () => Promise<void>): void {
    this.#missing.push(fetch)
    if (this.#missing.length >= MAX_MISSING) throw notFetched
  }

  async #fetchSlot(where: Address, key: Bytes32): Promise<void> {
    const { stateManager } = this.#sources
    const theirs = new TheirAddress(where)
    // In this order: reading the original is what makes the state manager remember it.
    const original = word(await stateManager.originalStorageCache.get(theirs, key))
    const value = word(await stateManager.getStorage(theirs, key))
    this.#slots.set(slotName(where, key), original)
    if (!equalBytes(original, value)) this.rewritten.push({ address: where, key, value })
  }

  async #fetchCode(owner: Address, name: string): Promise<void> {
    this.#codes.set(name, await this.#sources.stateManager.getCode(new TheirAddress(owner)))
  }

  async #fetchBlockHash(number: bigint): Promise<void> {
    const block = await this.#sources.blockchain.getBlock(Number(number))
    this.#blockHashes.set(number, bytes32(block.hash()))
  }
}

function slotName(where: Address, key: Bytes32): string {
  return toHex(where) + toHex(key)
}

/** Their words have no leading zeros. */
function word(shortest: Uint8Array): Bytes32 {
  const padded = new Uint8Array(32)
  padded.set(shortest, 32 - shortest.length)
  return bytes32(padded)
}
