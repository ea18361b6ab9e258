import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import type { Message } from '../../src/engine/message.ts'
import type { Revision } from '../../src/engine/revision.ts'
import type { Vm } from '../../src/engine/vm.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { MapHost, testAddress } from '../engine/map-host.ts'
import { type ContractParts, ewasmContract } from './ewasm-contract.ts'

/** One for all tests: what they compile is kept. */
export const heraVm: Vm = createEwasmVm({ schedule: gasSchedules.hera })

/** The account whose contract a test runs. */
export const self = testAddress(1)
export const sender = testAddress(0xaa)

export interface Run {
  readonly host: MapHost
  readonly result: ExecutionResult
  /** Gas that the message used. */
  readonly gasUsed: bigint
}

export interface RunOptions extends Partial<Message> {
  readonly vm?: Vm
  readonly revision?: Revision
  /** Changes the world before the message. */
  readonly prepare?: (host: MapHost) => void
}

/** Deploys a contract at `self` and sends it a message. Under the Hera schedule only host functions cost gas. */
export function run(contract: string | ContractParts, options: RunOptions = {}): Run {
  const { vm = heraVm, revision = 'byzantium', prepare, ...message } = options
  const host = new MapHost(vm, revision)
  host.deploy(self, ewasmContract(typeof contract === 'string' ? { main: contract } : contract))
  prepare?.(host)
  const gas = message.gas ?? 10_000_000n
  const result = host.send({ ...message, gas, recipient: self })
  return { host, result, gasUsed: gas - result.gasLeft }
}

/** Runs `body` and returns the memory `[offset, offset + length)` as it was then. */
export function memoryAfter(
  body: string,
  [offset, length]: readonly [number, number],
  options?: RunOptions,
): Uint8Array {
  return run(`${body} (call $finish (i32.const ${offset}) (i32.const ${length}))`, options).result
    .output
}

/** The i32 that the expression yields, unsigned. */
export function intValueOf(expression: string, options?: RunOptions): number {
  const bytes = memoryAfter(`(i32.store (i32.const 0) ${expression})`, [0, 4], options)
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
}

/** The i64 that the expression yields. */
export function longValueOf(expression: string, options?: RunOptions): bigint {
  const bytes = memoryAfter(`(i64.store (i32.const 0) ${expression})`, [0, 8], options)
  return new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true)
}
