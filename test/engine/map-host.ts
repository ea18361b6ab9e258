import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import {
  type AccessStatus,
  accessStatus,
  type Host,
  type StorageStatus,
  storageStatus,
  type TxContext,
} from '../../src/engine/host.ts'
import type { ContractCode, Message } from '../../src/engine/message.ts'
import type { Revision } from '../../src/engine/revision.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { type Address, address, ZERO_ADDRESS } from '../../src/primitives/address.ts'
import { type Bytes32, bytes32, type Hash, ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'

export interface TestAccount {
  balance: bigint
  code: ContractCode
  readonly storage: Map<string, string>
  destructed: boolean
}

export interface TestLog {
  readonly address: string
  readonly data: string
  readonly topics: readonly string[]
}

const ZERO_SLOT = '00'.repeat(32)
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Code with its hash. */
export function contractCode(bytes: Uint8Array): ContractCode {
  return { bytes, hash: keccak256(bytes) }
}

/** An address whose last byte is `last`. */
export function testAddress(last: number): Address {
  const bytes = new Uint8Array(20)
  bytes[0] = 0xc0
  bytes[19] = last
  return address(bytes)
}

/**
 * A world in plain maps, for tests of the engine: exact revert by copying everything, original values, warm sets.
 * Slow and simple on purpose.
 */
export class MapHost implements Host {
  accounts = new Map<string, TestAccount>()
  logs: TestLog[] = []
  warm = new Set<string>()
  readonly blockHashes = new Map<bigint, Hash>()
  /** Messages that `call` got, in their order. */
  readonly messages: Message[] = []
  readonly transient = new Map<string, string>()
  readonly #original = new Map<string, string>()
  readonly #vm: Vm
  readonly #revision: Revision
  txContext: TxContext = {
    gasPrice: 7n,
    origin: testAddress(0xaa),
    coinbase: testAddress(0xcb),
    blockNumber: 1000n,
    timestamp: 1_600_000_000n,
    blockGasLimit: 30_000_000n,
    prevRandao: bytes32(Uint8Array.from({ length: 32 }, (_, index) => index + 1)),
    chainId: 1n,
    baseFee: 0n,
    blobBaseFee: 0n,
    blobHashes: [],
    maxInitCodeSize: 49_152,
  }

  constructor(vm: Vm, revision: Revision = 'byzantium') {
    this.#vm = vm
    this.#revision = revision
  }

  /** The account, made when it is not there. */
  account(at: Address): TestAccount {
    const key = hex(at)
    let account = this.accounts.get(key)
    if (account === undefined) {
      account = {
        balance: 0n,
        code: contractCode(new Uint8Array(0)),
        storage: new Map(),
        destructed: false,
      }
      this.accounts.set(key, account)
    }
    return account
  }

  deploy(at: Address, bytes: Uint8Array, balance = 0n): void {
    const account = this.account(at)
    account.code = contractCode(bytes)
    account.balance = balance
  }

  slot(at: Address, key: number | string): string {
    const path = typeof key === 'string' ? key : key.toString(16).padStart(64, '0')
    return this.accounts.get(hex(at))?.storage.get(path) ?? ZERO_SLOT
  }

  /** Runs a message as a transaction would. */
  send(message: Partial<Message>): ExecutionResult {
    const recipient = message.recipient ?? testAddress(1)
    return this.call({
      kind: 'call',
      isStatic: false,
      depth: 0,
      gas: 10_000_000n,
      recipient,
      sender: testAddress(0xaa),
      codeAddress: recipient,
      value: 0n,
      input: new Uint8Array(0),
      create2Salt: undefined,
      stackLeft: 10_000_000,
      ...message,
    })
  }

  accountExists(at: Address): boolean {
    const account = this.accounts.get(hex(at))
    return account !== undefined && (account.balance > 0n || account.code.bytes.length > 0)
  }

  getStorage(
    at: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const slot = this.slot(at, hex(key.subarray(keyOffset, keyOffset + 32)))
    target.set(fromHex(slot), targetOffset)
  }

  setStorage(
    at: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): StorageStatus {
    const path = hex(key.subarray(keyOffset, keyOffset + 32))
    const next = hex(value.subarray(valueOffset, valueOffset + 32))
    const current = this.slot(at, path)
    const id = `${hex(at)}/${path}`
    const original = this.#original.get(id) ?? current
    this.#original.set(id, original)
    this.account(at).storage.set(path, next)
    return statusOf(original, current, next)
  }

  getTransientStorage(
    at: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const id = `${hex(at)}/${hex(key.subarray(keyOffset, keyOffset + 32))}`
    target.set(fromHex(this.transient.get(id) ?? ZERO_SLOT), targetOffset)
  }

  setTransientStorage(
    at: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): void {
    const id = `${hex(at)}/${hex(key.subarray(keyOffset, keyOffset + 32))}`
    this.transient.set(id, hex(value.subarray(valueOffset, valueOffset + 32)))
  }

  getBalance(at: Address): bigint {
    return this.accounts.get(hex(at))?.balance ?? 0n
  }

  getCode(at: Address): Uint8Array {
    return this.accounts.get(hex(at))?.code.bytes ?? new Uint8Array(0)
  }

  getCodeHash(at: Address): Bytes32 {
    return this.accounts.get(hex(at))?.code.hash ?? ZERO_BYTES32
  }

  selfdestruct(at: Address, beneficiary: Address): boolean {
    const account = this.account(at)
    const { balance, destructed } = account
    account.balance = 0n
    this.account(beneficiary).balance += balance
    account.destructed = true
    return !destructed
  }

  call(message: Message): ExecutionResult {
    this.messages.push(message)
    const before = this.#copy()
    const result = isCreate(message) ? this.#create(message) : this.#execute(message)
    if (result.statusCode !== statusCode.success) Object.assign(this, before)
    return result
  }

  getTxContext(): TxContext {
    return this.txContext
  }

  getBlockHash(number: bigint): Hash | undefined {
    return this.blockHashes.get(number)
  }

  emitLog(at: Address, data: Uint8Array, topics: readonly Bytes32[]): void {
    this.logs.push({ address: toHex(at), data: toHex(data), topics: topics.map(toHex) })
  }

  accessAccount(at: Address): AccessStatus {
    return this.#access(hex(at))
  }

  accessStorage(at: Address, key: Uint8Array, keyOffset: number): AccessStatus {
    return this.#access(`${hex(at)}/${hex(key.subarray(keyOffset, keyOffset + 32))}`)
  }

  #access(id: string): AccessStatus {
    const status = this.warm.has(id) ? accessStatus.warm : accessStatus.cold
    this.warm.add(id)
    return status
  }

  #execute(message: Message): ExecutionResult {
    if (message.kind === 'call') this.#transfer(message.sender, message.recipient, message.value)
    const code = this.accounts.get(hex(message.codeAddress))?.code
    return this.#vm.execute(this, this.#revision, message, code ?? contractCode(new Uint8Array(0)))
  }

  #create(message: Message): ExecutionResult {
    const salt = message.create2Salt ?? ZERO_BYTES32
    const made = address(
      keccak256(new Uint8Array([...message.sender, ...salt, this.messages.length])).slice(12),
    )
    this.#transfer(message.sender, made, message.value)
    const result = this.#vm.execute(
      this,
      this.#revision,
      { ...message, recipient: made, codeAddress: ZERO_ADDRESS },
      contractCode(message.input),
    )
    if (result.statusCode !== statusCode.success) return result
    if (this.#vm.refuseDeployment(this.#revision, result.output) !== undefined) {
      return {
        statusCode: statusCode.contractValidationFailure,
        gasLeft: 0n,
        gasRefund: 0n,
        output: new Uint8Array(0),
      }
    }
    this.account(made).code = contractCode(result.output)
    return { ...result, output: new Uint8Array(0), createAddress: made }
  }

  #transfer(from: Address, to: Address, value: bigint): void {
    if (value === 0n) return
    this.account(from).balance -= value
    this.account(to).balance += value
  }

  #copy(): Pick<MapHost, 'accounts' | 'logs' | 'warm'> {
    const accounts = [...this.accounts].map(
      ([key, account]) =>
        [key, { ...account, storage: new Map(account.storage) }] satisfies [string, TestAccount],
    )
    return { accounts: new Map(accounts), logs: [...this.logs], warm: new Set(this.warm) }
  }
}

function isCreate({ kind }: Message): boolean {
  return kind === 'create' || kind === 'create2'
}

/** The rows of `evmc_storage_status`, by original, current and new value. */
function statusOf(original: string, current: string, next: string): StorageStatus {
  if (current === next) return storageStatus.assigned
  if (original === current) {
    if (original === ZERO_SLOT) return storageStatus.added
    return next === ZERO_SLOT ? storageStatus.deleted : storageStatus.modified
  }
  if (original === ZERO_SLOT) {
    return next === ZERO_SLOT ? storageStatus.addedDeleted : storageStatus.assigned
  }
  if (current === ZERO_SLOT) {
    return next === original ? storageStatus.deletedRestored : storageStatus.deletedAdded
  }
  if (next === ZERO_SLOT) return storageStatus.modifiedDeleted
  return next === original ? storageStatus.modifiedRestored : storageStatus.assigned
}
