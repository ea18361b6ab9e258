import { halt } from '../engine/halt.ts'
import { statusCode } from '../engine/status-code.ts'
import { BYTES32_LENGTH, bytes32 } from '../primitives/bytes32.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

const MAX_TOPICS = 4

/**
 * EEI `log`: emits a log of the running account. Topics beyond `numberOfTopics` are not read.
 *
 * Gas: `log`, per topic and per byte of data.
 * Halts: out of gas, static mode, more than four topics (`contractValidationFailure`, as in Hera), a range outside
 * memory.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#log
 */
export function log(
  frame: EwasmFrame,
  dataOffset: number,
  dataLength: number,
  numberOfTopics: number,
  ...topicOffsets: readonly number[]
): void {
  const { costs, memory } = frame
  const length = dataLength >>> 0
  const count = numberOfTopics >>> 0
  frame.takeGas(costs.log + costs.logTopic * count + costs.logByte * length)
  frame.requireNotStatic()
  if (count > MAX_TOPICS) halt(statusCode.contractValidationFailure)

  const topics = topicOffsets
    .slice(0, count)
    .map((offset) => bytes32(memory.read(offset >>> 0, BYTES32_LENGTH)))
  const data = memory.read(dataOffset >>> 0, length)
  frame.host.emitLog(frame.message.recipient, data, topics)
}
