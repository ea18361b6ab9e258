import {
  EVM,
  type EVMOpts,
  type EVMResult,
  type EVMRunCallOpts,
  type EVMRunCodeOpts,
  type ExecResult,
} from '@ethereumjs/evm'
import { Account as TheirAccount, Address as TheirAddress } from '@ethereumjs/util'
import type { Machine } from '../chain/machine.ts'
import { create2Address, createAddress } from '../chain/message/contract-address.ts'
import { delegationOf } from '../chain/message/delegation.ts'
import type { Message } from '../engine/message.ts'
import { statusCode } from '../engine/status-code.ts'
import type { Address } from '../primitives/address.ts'
import { toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { evmResultOf, execResultOf } from './call-result.ts'
import { type Executed, type Execution, executeOver } from './execute-over.ts'
import { FetchedWorld } from './fetched-world.ts'
import { isCallLeftToThem, isCodeLeftToThem, isLeftToThem } from './left-to-them.ts'
import { messageOf } from './message-context.ts'
import type { RecordingHost } from './recording-host.ts'
import { revisionOf } from './revision-of.ts'
import { writeBack } from './write-back.ts'

/** How many messages of transactions which engine has run. */
export interface MessageCounts {
  readonly own: number
  /** Left to @ethereumjs/evm, see docs/ethereumjs.md. */
  readonly theirs: number
}

/**
 * An `EVM` of @ethereumjs that runs messages on this engine. What this engine does not do (listeners for steps, own
 * opcodes, hardforks to come) it leaves to theirs, which it is, too.
 */
export class GantryEvm extends EVM {
  readonly #machine: Machine
  readonly #counts = { own: 0, theirs: 0 }

  constructor(opts: EVMOpts, machine: Machine) {
    super(opts)
    this.#machine = machine
  }

  get messageCounts(): MessageCounts {
    return { ...this.#counts }
  }

  override async runCall(opts: EVMRunCallOpts): Promise<EVMResult> {
    const execution = isCallLeftToThem(this, opts) ? undefined : this.#execution()
    if (execution === undefined) return this.#theirs(opts)
    const message = messageOf(opts)
    await this.#prepareCaller(opts, message)
    const { world } = execution
    await world.fetchAccount(message.sender)
    if (message.kind === 'call') await world.fetchAccount(message.recipient)
    const created = createdAddress(message, world)
    const executed = await executeOver(execution, opts, (host) => {
      warmDelegation(host, message)
      return host.call(message)
    })
    if (executed === undefined) return this.#theirs({ ...opts, skipNonceIncrement: true })
    this.#counts.own += 1
    const execResult = execResultOf(executed.result, message, executed.host)
    await this.#apply(executed, world)
    return evmResultOf(execResult, created)
  }

  override async runCode(opts: EVMRunCodeOpts): Promise<ExecResult> {
    const execution = isCodeLeftToThem(opts) ? undefined : this.#execution()
    if (execution === undefined) return super.runCode(opts)
    const message = { ...messageOf(opts), kind: 'call' } as const
    const bytes = opts.code ?? new Uint8Array()
    const code = { bytes, hash: keccak256(bytes) }
    const { world, machine, revision } = execution
    await world.fetchAccount(message.recipient)
    const executed = await executeOver(execution, opts, (host) =>
      machine.vm.execute(host, revision, message, code),
    )
    if (executed === undefined) return super.runCode(opts)
    this.#counts.own += 1
    const execResult = execResultOf(executed.result, message, executed.host)
    await writeBack(this, executed.host, world)
    return execResult
  }

  override shallowCopy(): GantryEvm {
    const common = this.common.copy()
    const stateManager = this.stateManager.shallowCopy()
    return new GantryEvm({ ...this._optsCached, common, stateManager }, this.#machine)
  }

  /** What a message runs on; undefined when only their engine does what is asked for. */
  #execution(): Execution | undefined {
    const revision = revisionOf(this.common)
    if (revision === undefined || isLeftToThem({ evm: this, opts: this._optsCached })) {
      return undefined
    }
    return { evm: this, machine: this.#machine, revision, world: new FetchedWorld(this) }
  }

  #theirs(opts: EVMRunCallOpts): Promise<EVMResult> {
    if (opts.message === undefined) this.#counts.theirs += 1
    return super.runCall(opts)
  }

  /** What `runCall` does before the message: means where balances do not matter, and the nonce. */
  async #prepareCaller(opts: EVMRunCallOpts, { sender, value }: Message): Promise<void> {
    const { skipBalance, skipNonceIncrement } = opts
    if (skipBalance !== true && skipNonceIncrement === true) return
    const address = new TheirAddress(sender)
    const account = (await this.stateManager.getAccount(address)) ?? new TheirAccount()
    if (skipBalance === true && account.balance < value) account.balance = value
    if (skipNonceIncrement !== true) account.nonce += 1n
    await this.journal.putAccount(address, account)
  }

  /** A message that failed has changed nothing but what no revert takes back. */
  async #apply({ host, result }: Executed, world: FetchedWorld): Promise<void> {
    if (result.statusCode !== statusCode.success) {
      await writeBack(this, host, world)
      return
    }
    await this.journal.checkpoint()
    try {
      await writeBack(this, host, world)
    } catch (thrown) {
      await this.journal.revert()
      throw thrown
    }
    await this.journal.commit()
  }
}

/** What the message's create is for; undefined for a call. */
function createdAddress(message: Message, world: FetchedWorld): Address | undefined {
  const { kind, sender, create2Salt, input } = message
  if (kind === 'call') return undefined
  if (create2Salt !== undefined) return create2Address(sender, create2Salt, input)
  // The sender's nonce has been counted up.
  return createAddress(sender, (world.account(sender)?.nonce ?? 1n) - 1n)
}

/** A transaction to an account that delegates warms what the account delegates to (EIP-7702). */
function warmDelegation(host: RecordingHost, { kind, recipient }: Message): void {
  if (kind !== 'call' || host.rules.delegation === 'none') return
  const target = delegationOf(host.state.code(recipient).bytes)
  if (target === undefined) return
  host.state.warmAccount(target)
  host.journal.addAlwaysWarmAddress(toHex(target))
}
