import type { EVM } from '@ethereumjs/evm'
import {
  type HostCheckpoint,
  TransactionHost,
  type TransactionHostOptions,
} from '../chain/message/transaction-host.ts'
import type { ExecutionResult } from '../engine/execution-result.ts'
import { type AccessStatus, accessStatus } from '../engine/host.ts'
import type { Message } from '../engine/message.ts'
import { type Address, address as toAddress } from '../primitives/address.ts'

/** An address, or a slot of it, that was cold. */
export interface Access {
  readonly address: Address
  readonly key?: Uint8Array
}

export interface Destruction {
  readonly address: Address
  readonly beneficiary: Address
}

interface RecordedCheckpoint extends HostCheckpoint {
  readonly warmed: number
  readonly destructions: number
}

/**
 * The host of a message whose transaction another engine conducts: what was warm before is asked of that engine's journal,
 * and what it has to know afterwards is recorded.
 */
export class RecordingHost extends TransactionHost {
  /** What the message has warmed, without what was reverted. */
  readonly warmed: Access[] = []
  /** The same with what was reverted: what an access list would name. */
  readonly accessed: Access[] = []
  /** Each SELFDESTRUCT that was not reverted. */
  readonly destructions: Destruction[] = []
  readonly journal: EVM['journal']
  readonly #created: Address[] = []

  constructor(options: TransactionHostOptions, journal: EVM['journal']) {
    super(options)
    this.journal = journal
  }

  /** Every access is to be asked for: this host knows more of them than the state. */
  override get slots(): undefined {
    return undefined
  }

  /** Contracts that were made and are there. */
  get created(): readonly Address[] {
    return this.#created.filter((where) => this.state.wasCreated(where))
  }

  override checkpoint(): RecordedCheckpoint {
    const { warmed, destructions } = this
    return {
      ...super.checkpoint(),
      warmed: warmed.length,
      destructions: destructions.length,
    }
  }

  override revertTo(checkpoint: RecordedCheckpoint): void {
    super.revertTo(checkpoint)
    this.warmed.length = checkpoint.warmed
    this.destructions.length = checkpoint.destructions
  }

  override call(message: Message): ExecutionResult {
    const result = super.call(message)
    if (result.createAddress !== undefined) this.#created.push(result.createAddress)
    return result
  }

  override selfdestruct(address: Address, beneficiary: Address): boolean {
    this.destructions.push({ address: copyOf(address), beneficiary: copyOf(beneficiary) })
    return super.selfdestruct(address, beneficiary)
  }

  override accessAccount(address: Address): AccessStatus {
    if (super.accessAccount(address) === accessStatus.warm) return accessStatus.warm
    if (this.journal.isWarmedAddress(address)) return accessStatus.warm
    this.#record({ address: copyOf(address) })
    return accessStatus.cold
  }

  override accessStorage(address: Address, key: Uint8Array, keyOffset: number): AccessStatus {
    if (super.accessStorage(address, key, keyOffset) === accessStatus.warm) return accessStatus.warm
    const own = key.slice(keyOffset, keyOffset + 32)
    if (this.journal.isWarmedStorage(address, own)) return accessStatus.warm
    this.#record({ address: copyOf(address), key: own })
    return accessStatus.cold
  }

  #record(access: Access): void {
    this.warmed.push(access)
    this.accessed.push(access)
  }
}

/** Callers may write over the bytes of an address. */
function copyOf(where: Address): Address {
  return toAddress(where.slice())
}
