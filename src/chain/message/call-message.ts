import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { ContractCode, Message } from '../../engine/message.ts'
import { statusCode } from '../../engine/status-code.ts'
import type { Precompile } from '../../precompiles/precompile.ts'
import { precompileAt } from '../../precompiles/precompile-table.ts'
import { type Address, address } from '../../primitives/address.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { fromHex } from '../../primitives/hex.ts'
import type { Wei } from '../../primitives/quantity.ts'
import { delegationOf } from './delegation.ts'
import { failed, notStarted, succeeded } from './message-result.ts'
import type { TransactionHost } from './transaction-host.ts'

const RIPEMD160: Address = address(fromHex('0x0000000000000000000000000000000000000003'))

/**
 * Runs a message to existing code: transfer, then precompile or contract; a failure takes everything back.
 * @see Yellow Paper, section 8
 */
export function executeCall(host: TransactionHost, message: Message): ExecutionResult {
  const { state } = host
  const { kind, sender, recipient, value } = message
  if (kind !== 'delegatecall' && value !== 0n && value > state.balance(sender)) {
    return notStarted(message, statusCode.insufficientBalance)
  }
  const checkpoint = host.checkpoint()
  if (kind === 'call') transfer(host, sender, recipient, value)
  const result = run(host, message)
  if (result.statusCode !== statusCode.success) host.revertTo(checkpoint)
  return result
}

/** Moves `value`, which may be 0, and touches the recipient (EIP-161). */
export function transfer(
  { state }: TransactionHost,
  sender: Address,
  recipient: Address,
  value: Wei,
): void {
  if (value !== 0n) state.subtractBalance(sender, value)
  state.addBalance(recipient, value)
  // Once on mainnet this account was deleted although the call of it had failed; clients agree to do so ever since.
  if (equalBytes(recipient, RIPEMD160)) state.touchForGood(recipient)
}

function run(host: TransactionHost, message: Message): ExecutionResult {
  const precompile = precompileAt(host.revision, message.codeAddress)
  if (precompile !== undefined) return runPrecompile(precompile, message)
  const code = codeToRun(host, message.codeAddress)
  if (code.bytes.length === 0) return succeeded(message.gas)
  return host.machine.vm.execute(host, host.revision, message, code)
}

/** The code of the account, or of the one that it delegates to, once; a precompile has none (EIP-7702). */
function codeToRun({ state, rules }: TransactionHost, where: Address): ContractCode {
  const code = state.code(where)
  if (rules.delegation === 'none') return code
  const target = delegationOf(code.bytes)
  return target === undefined ? code : state.code(target)
}

function runPrecompile(precompile: Precompile, { input, gas }: Message): ExecutionResult {
  const cost = precompile.gas(input)
  if (cost > gas) return failed(statusCode.outOfGas)
  const output = precompile.run(input)
  if (output === undefined) return failed(statusCode.precompileFailure)
  return succeeded(gas - cost, output)
}
