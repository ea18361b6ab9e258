import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { Message } from '../../engine/message.ts'
import { statusCode } from '../../engine/status-code.ts'
import type { Address } from '../../primitives/address.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { transfer } from './call-message.ts'
import { create2Address, createAddress } from './contract-address.ts'
import { failed, notStarted } from './message-result.ts'
import type { TransactionHost } from './transaction-host.ts'

const EMPTY = new Uint8Array()
/** A nonce that cannot grow (EIP-2681). */
const MAX_NONCE = 2n ** 64n - 1n

/**
 * Makes a contract: nonce, address, collision, transfer, init code, deposit; a failure takes everything back but the
 * nonce. The message's input is the init code; the contract sees no call data.
 * @see Yellow Paper, section 7
 */
export function executeCreate(host: TransactionHost, message: Message): ExecutionResult {
  const { state } = host
  const { sender, value } = message
  if (value > state.balance(sender)) return notStarted(message, statusCode.insufficientBalance)
  const nonce = creatorNonce(host, message)
  if (nonce === undefined) return notStarted(message, statusCode.argumentOutOfRange)

  const created = addressOf(message, nonce)
  host.accessAccount(created) // stays warm whatever becomes of it (EIP-2929)
  if (isTaken(host, created)) return failed(statusCode.failure, 'The address is taken.')

  const checkpoint = host.checkpoint()
  state.createAccount(created)
  state.setNonce(created, host.rules.newContractNonce)
  transfer(host, sender, created, value)
  const result = deploy(host, created, runInitCode(host, message, created))
  if (result.statusCode !== statusCode.success) host.revertTo(checkpoint)
  return result
}

/**
 * The nonce that the new address depends on; a contract's is counted up here, a transaction's has been already.
 * @returns undefined when it cannot be counted up
 */
function creatorNonce({ state }: TransactionHost, { depth, sender }: Message): bigint | undefined {
  const nonce = state.nonce(sender)
  if (depth === 0) return nonce - 1n
  if (nonce === MAX_NONCE) return undefined
  state.setNonce(sender, nonce + 1n)
  return nonce
}

function addressOf({ sender, create2Salt, input }: Message, nonce: bigint): Address {
  if (create2Salt === undefined) return createAddress(sender, nonce)
  return create2Address(sender, create2Salt, input)
}

/** EIP-684: an account with code or nonce; EIP-7610: or with storage. */
function isTaken({ state, block }: TransactionHost, address: Address): boolean {
  if (state.nonce(address) !== 0n || state.code(address).bytes.length !== 0) return true
  return block.chain.collisions !== 'codeOrNonce' && state.hasStorage(address)
}

function runInitCode(host: TransactionHost, message: Message, created: Address): ExecutionResult {
  const { input: bytes, gas } = message
  if (bytes.length === 0) {
    return { statusCode: statusCode.success, gasLeft: gas, gasRefund: 0n, output: EMPTY }
  }
  const forContract = { ...message, recipient: created, codeAddress: created, input: EMPTY }
  const code = { bytes, hash: keccak256(bytes) }
  return host.machine.vm.execute(host, host.revision, forContract, code)
}

/** Charges for and stores what the init code returned. */
function deploy(host: TransactionHost, created: Address, result: ExecutionResult): ExecutionResult {
  if (result.statusCode !== statusCode.success) return result
  const { rules, state } = host
  const code = result.output
  const refused = refuseCode(host, code)
  if (refused !== undefined) return refused

  const deposit = rules.codeDepositByte * BigInt(code.length)
  if (deposit > result.gasLeft) {
    if (rules.unpaidDeposit === 'fails') return failed(statusCode.outOfGas)
    return { ...result, output: EMPTY, createAddress: created }
  }
  state.setCode(created, code)
  return { ...result, gasLeft: result.gasLeft - deposit, output: EMPTY, createAddress: created }
}

function refuseCode(host: TransactionHost, code: Uint8Array): ExecutionResult | undefined {
  const { rules, block, machine, revision } = host
  const { maxCodeSize } = block.chain
  if (rules.codeSize === 'limited' && code.length > maxCodeSize) {
    const reason = `The contract has ${code.length} bytes, at most ${maxCodeSize} are allowed (EIP-170).`
    return failed(statusCode.outOfGas, reason)
  }
  if (rules.refusedFirstByte !== undefined && code[0] === rules.refusedFirstByte) {
    const reason = 'The contract starts with the byte 0xef (EIP-3541).'
    return failed(statusCode.contractValidationFailure, reason)
  }
  const reason = code.length === 0 ? undefined : machine.vm.refuseDeployment(revision, code)
  return reason === undefined ? undefined : failed(statusCode.contractValidationFailure, reason)
}
