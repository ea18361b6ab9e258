import type { ContractInstance } from '../engine/contract-instance.ts'
import type { ContractMemory } from '../engine/contract-memory.ts'
import { halt } from '../engine/halt.ts'
import { accessStatus, type Host } from '../engine/host.ts'
import type { ContractCode, Message } from '../engine/message.ts'
import { type StatusCode, statusCode } from '../engine/status-code.ts'
import { ADDRESS_LENGTH, type Address, address } from '../primitives/address.ts'
import type { EeiCosts } from './eei-costs.ts'

/** The largest charge that a double carries exactly. */
export const MAX_CHARGE = BigInt(Number.MAX_SAFE_INTEGER)
const EMPTY = new Uint8Array(0)

/** One message while its contract runs: what the host functions work on. */
export class EwasmFrame {
  readonly host: Host
  readonly message: Message
  readonly code: ContractCode
  readonly costs: EeiCosts
  readonly memory: ContractMemory
  /** Pages of memory that the suspended frames below this one hold. */
  readonly pagesBelow: number
  readonly #instance: ContractInstance
  /** What the last call or create of this frame left in the return data buffer. */
  returnData: Uint8Array = EMPTY
  /** What this message returns; set by `finish` and `revert`. */
  output: Uint8Array = EMPTY
  /** Refunds earned by this frame and by the successful ones below it. */
  gasRefund = 0
  /** Status and gas of a message that ended and whose contract is only on its way out, see `returnAfterHalt`. */
  ended: { readonly status: StatusCode; readonly gasLeft: bigint } | undefined

  constructor(
    host: Host,
    message: Message,
    code: ContractCode,
    costs: EeiCosts,
    instance: ContractInstance,
    pagesBelow: number,
  ) {
    this.host = host
    this.message = message
    this.code = code
    this.costs = costs
    this.memory = instance.memory
    this.#instance = instance
    this.pagesBelow = pagesBelow
  }

  /** What `getCallDataSize` and `callDataCopy` see: nothing in a create, whose input is the code itself. */
  get callData(): Uint8Array {
    const { kind, input } = this.message
    return kind === 'create' || kind === 'create2' ? EMPTY : input
  }

  /** Charges `amount`, an integer of 0 to 2^53. Halts with `outOfGas`. */
  takeGas(amount: number): void {
    if (!this.#instance.gas.take(amount)) halt(statusCode.outOfGas)
  }

  /** Charges for the access to an account: `warmCost`, and the surcharge when it is the transaction's first. */
  takeAccountAccess(account: Address, warmCost: number): void {
    this.takeGas(warmCost)
    const surcharge = this.costs.coldAccount
    if (surcharge === 0) return // before Berlin there is nothing to ask
    if (this.host.accessAccount(account) === accessStatus.cold) this.takeGas(surcharge)
  }

  /** What is left now, or was when the message ended. */
  gasLeft(): bigint {
    return this.ended === undefined ? this.#instance.gas.left() : this.ended.gasLeft
  }

  /** Ends the message, though its contract has still to return. */
  end(status: StatusCode): void {
    this.ended = { status, gasLeft: this.gasLeft() }
  }

  /**
   * Books `used` gas of any size; what is negative comes back. The frame must have it.
   *
   * Below a gas the meter counts fractions. Charging keeps them, setting drops them, so setting is for what has to.
   */
  settleGas(used: bigint): void {
    if (used >= 0n && used <= MAX_CHARGE) {
      this.takeGas(Number(used))
      return
    }
    const { gas } = this.#instance
    gas.set(gas.left() - used)
  }

  /** Pages of memory that this frame and those below it hold. */
  get pagesHeld(): number {
    return this.pagesBelow + this.#instance.pages
  }

  /** What is left of the stack-height budget at the host call that runs now. */
  stackLeft(): number {
    return this.#instance.stackLeft()
  }

  /** Halts with `staticModeViolation` when the message forbids state changes. */
  requireNotStatic(): void {
    if (this.message.isStatic) halt(statusCode.staticModeViolation)
  }

  /** The address at `offset` of memory, as a copy: a host may keep it. */
  readAddress(offset: number): Address {
    return address(this.memory.read(offset, ADDRESS_LENGTH))
  }
}
