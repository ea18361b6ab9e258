import { EVMError, type EVMResult, type ExecResult, type SelfdestructMap } from '@ethereumjs/evm'
import { type PrefixedHexString, Address as TheirAddress } from '@ethereumjs/util'
import type { ExecutionResult } from '../engine/execution-result.ts'
import type { Message } from '../engine/message.ts'
import { type StatusCode, statusCode } from '../engine/status-code.ts'
import type { Address } from '../primitives/address.ts'
import { toHex } from '../primitives/hex.ts'
import type { RecordingHost } from './recording-host.ts'

type ErrorName = keyof typeof EVMError.errorMessages

/** What they call the ways in which a message fails. */
// biome-ignore format: table
const errorNames: Readonly<Partial<Record<StatusCode, ErrorName>>> = {
  [statusCode.revert]:                    'REVERT',
  [statusCode.outOfGas]:                  'OUT_OF_GAS',
  [statusCode.invalidInstruction]:        'INVALID_OPCODE',
  [statusCode.undefinedInstruction]:      'INVALID_OPCODE',
  [statusCode.stackOverflow]:             'STACK_OVERFLOW',
  [statusCode.stackUnderflow]:            'STACK_UNDERFLOW',
  [statusCode.badJumpDestination]:        'INVALID_JUMP',
  [statusCode.invalidMemoryAccess]:       'OUT_OF_GAS',
  [statusCode.staticModeViolation]:       'STATIC_STATE_CHANGE',
  [statusCode.precompileFailure]:         'OUT_OF_GAS',
  [statusCode.contractValidationFailure]: 'INVALID_BYTECODE_RESULT',
  [statusCode.argumentOutOfRange]:        'OUT_OF_RANGE',
  [statusCode.insufficientBalance]:       'INSUFFICIENT_BALANCE',
}

/** How a message ended, in their terms. */
export function execResultOf(
  result: ExecutionResult,
  { gas, kind }: Message,
  host: RecordingHost,
): ExecResult {
  const { gasLeft, output } = result
  const executionGasUsed = gas - gasLeft
  if (result.statusCode !== statusCode.success) {
    const other = kind === 'call' ? 'INTERNAL_ERROR' : 'CREATE_COLLISION'
    const name = errorNames[result.statusCode] ?? other
    return {
      exceptionError: new EVMError(EVMError.errorMessages[name]),
      executionGasUsed,
      gas: gasLeft,
      returnValue: output,
      logs: [],
      selfdestruct: new Map(),
      createdAddresses: new Set(),
      gasRefund: 0n,
    }
  }
  const { state, logs, rules } = host
  // They ask only because of EIP-6780.
  const created = rules.selfdestruct === 'newAccounts' ? host.created : []
  const { createAddress } = result
  return {
    executionGasUsed,
    gas: gasLeft,
    returnValue: createAddress === undefined ? output : state.code(createAddress).bytes,
    logs: logs.map(({ address, topics, data }) => [address, [...topics], data]),
    selfdestruct: selfdestructOf(host),
    createdAddresses: new Set<PrefixedHexString>(created.map(toHex)),
    gasRefund: result.gasRefund,
  }
}

/** The same with the address that a create was for, whether or not it made a contract. */
export function evmResultOf(execResult: ExecResult, created: Address | undefined): EVMResult {
  if (created === undefined) return { execResult }
  return { execResult, createdAddress: new TheirAddress(created) }
}

function selfdestructOf({ destructions }: RecordingHost): SelfdestructMap {
  return new Map(
    destructions.map(({ address, beneficiary }) => [toHex(address), toHex(beneficiary)]),
  )
}
