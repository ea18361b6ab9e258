import type { Log } from '../../chain/message/log.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import type { Address } from '../../primitives/address.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { ScaleWriter } from '../../primitives/scale/scale-writer.ts'
import type { ContractDispatch } from './sudo-extrinsic.ts'

/** How a dispatch ended in the direct engine. */
export interface DispatchEnd {
  readonly status: StatusCode
  readonly output: Uint8Array
  readonly created: Address | undefined
  readonly logs: readonly Log[]
}

/** Indexes of pallets and of their events in the development runtime. */
// biome-ignore format: table
const eventIndex = {
  sudoAsDone: Uint8Array.of(4, 3),
  create:     Uint8Array.of(6, 2),
  call:       Uint8Array.of(6, 3),
  output:     Uint8Array.of(6, 4),
  log:        Uint8Array.of(6, 5),
} as const

/** The pallet's errors by their indexes. */
const palletError = { reverted: 0, outOfGas: 1, contractFailed: 2 } as const
const EWASM_PALLET = 6
const MODULE_ERROR = 3
const GAS_LENGTH = 8
/** In the phase of the transaction, which the inherent is before. */
const PHASE = Uint8Array.of(0, 1, 0, 0, 0)
const NO_TOPICS = Uint8Array.of(0)

/**
 * Whether a block's events tell what the direct engine did: between the event of the call and that of the end of the dispatch
 * there is its output, then its logs, and nothing else.
 * @returns the gas that the event names, undefined where events are not as expected; 0 for a dispatch that failed, which has none
 */
export function gasOfEvents(
  events: Uint8Array,
  dispatch: ContractDispatch,
  end: DispatchEnd,
): bigint | undefined {
  const bytes = Buffer.from(events)
  const done = Buffer.from(record(eventIndex.sudoAsDone, resultOf(end.status)))
  if (end.status !== statusCode.success) return bytes.includes(done) ? 0n : undefined
  // The gas is the last field of the event: what is before it, and what is behind it.
  const start = Buffer.from(concatBytes([PHASE, ...announced(dispatch, end)]))
  const rest = Buffer.from(
    concatBytes([NO_TOPICS, ...outputOf(dispatch, end), ...end.logs.map(logRecord), done]),
  )
  const at = bytes.indexOf(start)
  if (at < 0 || bytes.indexOf(rest, at) !== at + start.length + GAS_LENGTH) return undefined
  return bytes.readBigUInt64LE(at + start.length)
}

/** `Call` or `Create` without its gas. */
function announced({ sender, target, value }: ContractDispatch, end: DispatchEnd): Uint8Array[] {
  if (target === undefined) return [eventIndex.create, sender, end.created ?? new Uint8Array(20)]
  return [eventIndex.call, sender, target, new ScaleWriter().u128(value).take()]
}

function outputOf({ target }: ContractDispatch, { output }: DispatchEnd): Uint8Array[] {
  if (target === undefined || output.length === 0) return []
  return [record(eventIndex.output, new ScaleWriter().bytes(output).take())]
}

function logRecord({ address, topics, data }: Log): Uint8Array {
  const fields = new ScaleWriter()
    .fixed(address)
    .list(topics, (writer, topic) => writer.fixed(topic))
    .bytes(data)
  return record(eventIndex.log, fields.take())
}

function record(event: Uint8Array, fields: Uint8Array): Uint8Array {
  return concatBytes([PHASE, event, fields, NO_TOPICS])
}

/** SCALE `DispatchResult`. */
function resultOf(status: StatusCode): Uint8Array {
  if (status === statusCode.success) return Uint8Array.of(0)
  return Uint8Array.of(1, MODULE_ERROR, EWASM_PALLET, errorOf(status), 0, 0, 0)
}

function errorOf(status: StatusCode): number {
  if (status === statusCode.revert) return palletError.reverted
  return status === statusCode.outOfGas ? palletError.outOfGas : palletError.contractFailed
}
