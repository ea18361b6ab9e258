import { ByteTable, NOT_FOUND } from '../primitives/byte-table.ts'
import { BYTES32_LENGTH, type CodeHash } from '../primitives/bytes32.ts'
import type { ContractCode } from './contract-code.ts'

/** 64 MiB: over two thousand contracts of EIP-170's largest size. */
const DEFAULT_BUDGET_BYTES = 64 * 1024 * 1024

/**
 * Codes by hash: the same hash gives the same object for as long as the table remembers it.
 *
 * Meant to be shared by the states of many transactions. Holds at most `budgetBytes` of code: when one more does not
 * fit, all are forgotten, which costs a read from the view and no result.
 */
export class CodeTable {
  private readonly table = new ByteTable(BYTES32_LENGTH)
  /** What was found last, by the hash's object: accounts keep theirs. */
  private lastHash: CodeHash | undefined
  private lastCode: ContractCode | undefined
  private codes: ContractCode[] = []
  private bytes = 0
  private readonly budgetBytes: number

  constructor(budgetBytes: number = DEFAULT_BUDGET_BYTES) {
    this.budgetBytes = budgetBytes
  }

  find(hash: CodeHash): ContractCode | undefined {
    if (hash === this.lastHash) return this.lastCode
    const entry = this.table.find(hash, 0)
    if (entry === NOT_FOUND) return undefined
    this.lastHash = hash
    this.lastCode = this.codes[entry]
    return this.lastCode
  }

  /** The object for `hash`, made from `bytes` when the hash is new. */
  intern(hash: CodeHash, bytes: Uint8Array): ContractCode {
    const known = this.find(hash)
    if (known !== undefined) return known

    if (this.bytes + bytes.length > this.budgetBytes) this.clear()
    const code: ContractCode = { bytes, hash }
    this.codes[this.table.insert(hash, 0)] = code
    this.bytes += bytes.length
    return code
  }

  private clear(): void {
    this.table.clear()
    this.lastHash = undefined
    this.lastCode = undefined
    this.codes = []
    this.bytes = 0
  }
}
