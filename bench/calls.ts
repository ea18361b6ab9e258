import { readFileSync } from 'node:fs'
import { CodeCache } from '../src/engine/code-cache.ts'
import type { ExecutionResult } from '../src/engine/execution-result.ts'
import type { ContractCode, Message } from '../src/engine/message.ts'
import { statusCode } from '../src/engine/status-code.ts'
import { createEwasmVm } from '../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../src/gas-metering/gas-schedules.ts'
import { contractCode, MapHost, testAddress } from '../test/engine/map-host.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds } from './bench.ts'
import { makeUnique } from './compile.ts'
import { instanceRow } from './instances.ts'
import { measure, summarise } from './measure.ts'
import { OneSlotHost } from './one-slot-host.ts'
import { addInput, deploySolidityCounter } from './solidity-counter.ts'

const REVISION = 'byzantium'
const WARM_LIMIT_NS = 5_000
const COLD_LIMIT_NS = 2_000_000
/** Cold calls until the compile pipeline's own code is optimised. */
const PIPELINE_WARM_UP = 30

/** A contract and the call of it that is measured. */
interface Call {
  readonly name: string
  readonly bytes: Uint8Array
  readonly input: Uint8Array
  /** The goals are for small contracts. */
  readonly isSmall: boolean
  readonly host: MapHost
}

/** What a call costs in the engine: `Vm.execute`, without the state, the transaction and the block around it. */
export const calls: Bench = {
  name: 'calls',
  describe:
    'a call of a contract in the engine, warm and cold, and an instance used again against a new one',
  run(context) {
    const rows = callsToMeasure().map((call) => {
      context.progress(`calls of ${call.name}`)
      return callRow(context, call)
    })
    context.progress('instances')
    return { rows: [...rows, instanceRow(context, ewasmFixture('counter'))], notes }
  },
}

const notes = [
  'warm: compiled, an instance waiting, host functions in V8’s optimised code. adder reaches no state, counter reads and',
  'writes a slot, solidity add does so and emits an event, compiled by solc; the host keeps one slot in plain memory.',
  'cold: code never seen before: admitted, metered, compiled, instantiated, run once; the pipeline itself is warm.',
  'first: the first cold call of its kind in this process.',
]

function ewasmFixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/bench/ewasm/${name}.wasm`, import.meta.url))
}

function callsToMeasure(): Call[] {
  const words = new Uint8Array(64).fill(0x11)
  const small = { isSmall: true, host: new OneSlotHost(newVm()) }
  return [
    { ...small, name: 'adder', bytes: ewasmFixture('adder'), input: words },
    { ...small, name: 'counter', bytes: ewasmFixture('counter'), input: new Uint8Array(0) },
    {
      name: 'solidity add',
      bytes: deploySolidityCounter(new MapHost(newVm())),
      input: addInput(1n),
      isSmall: false,
      host: small.host,
    },
  ]
}

function newVm() {
  return createEwasmVm({ schedule: gasSchedules['ewasm-v1'], cache: new CodeCache() })
}

function callRow({ rounds }: BenchContext, call: Call): BenchRow {
  const coldTimes = Array.from({ length: PIPELINE_WARM_UP + rounds }, () => timeOfColdCall(call))
  const cold = summarise(coldTimes.slice(PIPELINE_WARM_UP))
  const vm = newVm()
  const code = contractCode(call.bytes)
  const message = messageFor(call)
  const warm = measure(
    { execute: () => void succeeded(vm.execute(call.host, REVISION, message, code)) },
    { rounds: 5 * rounds, roundMs: 0.3, warmUpMs: 200 }, // nothing to pair with: many chances of a quiet moment
  )
  const goal = (atMost: number) => (call.isSmall ? { atMost } : undefined)
  return {
    name: call.name,
    figures: {
      warm: nanoseconds(warm.execute.min, goal(WARM_LIMIT_NS)),
      cold: nanoseconds(cold.min, goal(COLD_LIMIT_NS)),
      first: nanoseconds(coldTimes[0] ?? Number.NaN),
    },
  }
}

/** Bytes that no cache has seen, neither the engine's nor V8's. */
function timeOfColdCall(call: Call): number {
  const vm = newVm()
  const message = messageFor(call)
  const code: ContractCode = contractCode(makeUnique(call.bytes))
  const start = process.hrtime.bigint()
  succeeded(vm.execute(call.host, REVISION, message, code))
  return Number(process.hrtime.bigint() - start)
}

function messageFor({ input }: Call): Message {
  return {
    kind: 'call',
    isStatic: false,
    depth: 0,
    gas: 10_000_000n,
    recipient: testAddress(1),
    sender: testAddress(0xaa),
    codeAddress: testAddress(1),
    value: 0n,
    input,
    create2Salt: undefined,
    stackLeft: 1_000_000,
  }
}

function succeeded(result: ExecutionResult): ExecutionResult {
  if (result.statusCode !== statusCode.success || result.output.length !== 32) {
    throw new Error(`A call ended with status ${result.statusCode}.`)
  }
  return result
}
