import type { Message } from '../engine/message.ts'
import { statusCode } from '../engine/status-code.ts'
import { ZERO_ADDRESS } from '../primitives/address.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../primitives/bytes32.ts'
import { callResult, callResultOf } from './call-result.ts'
import { words } from './copy-to-memory.ts'
import type { EwasmFrame } from './ewasm-frame.ts'
import {
  canPay,
  gasToForward,
  mayNest,
  nestedStackLeft,
  readInput,
  runNested,
} from './nested-message.ts'

const EMPTY = new Uint8Array(0)
/** More than any frame has: a create forwards all but one 64th of what is left. */
const ALL_GAS = (1n << 64n) - 1n

/**
 * EEI `create`: makes a contract by running init code, and writes its address (20 bytes) to `resultOffset`.
 *
 * Gas: `create`, words of init code (EIP-3860); then all but one 64th of the gas left is forwarded (EIP-150).
 * Halts: out of gas, static mode, a range outside memory, own balance beyond 128 bits.
 * @returns 0 success, 1 failure (also: depth 1024, balance too small), 2 revert. Success empties the return data buffer.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#create
 */
export function create(
  frame: EwasmFrame,
  valueOffset: number,
  dataOffset: number,
  dataLength: number,
  resultOffset: number,
): number {
  const { costs } = frame
  frame.takeGas(costs.create + costs.initCodeWord * words(dataLength >>> 0))
  return createContract(frame, [valueOffset, dataOffset, dataLength, resultOffset], undefined)
}

/**
 * EEI `create2`: as `create`, at an address that depends on the 32-byte salt at `saltOffset` and the init code (EIP-1014).
 * Importable from Constantinople on.
 *
 * Gas: also `create2Word` for each word of init code, which is hashed.
 */
export function create2(
  frame: EwasmFrame,
  valueOffset: number,
  dataOffset: number,
  dataLength: number,
  saltOffset: number,
  resultOffset: number,
): number {
  const { costs, memory } = frame
  const perWord = costs.initCodeWord + costs.create2Word
  frame.takeGas(costs.create + perWord * words(dataLength >>> 0))
  const salt = bytes32(memory.read(saltOffset >>> 0, BYTES32_LENGTH))
  return createContract(frame, [valueOffset, dataOffset, dataLength, resultOffset], salt)
}

function createContract(
  frame: EwasmFrame,
  [valueOffset, dataOffset, dataLength, resultOffset]: readonly [number, number, number, number],
  create2Salt: Bytes32 | undefined,
): number {
  frame.requireNotStatic()
  const value = frame.memory.readU128(valueOffset >>> 0)
  if (!mayNest(frame) || !canPay(frame, value)) return callResult.failure

  const message: Message = {
    kind: create2Salt === undefined ? 'create' : 'create2',
    isStatic: false,
    depth: frame.message.depth + 1,
    input: readInput(frame, dataOffset, dataLength),
    gas: gasToForward(frame, ALL_GAS),
    recipient: ZERO_ADDRESS,
    sender: frame.message.recipient,
    codeAddress: ZERO_ADDRESS,
    value,
    create2Salt,
    stackLeft: nestedStackLeft(frame),
  }
  const result = runNested(frame, message, 0)
  if (result.statusCode === statusCode.success && result.createAddress !== undefined) {
    frame.memory.write(resultOffset >>> 0, result.createAddress)
    frame.returnData = EMPTY
    return callResult.success
  }
  frame.returnData = result.output
  return callResultOf(result)
}
