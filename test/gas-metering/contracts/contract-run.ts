import { createHash } from 'node:crypto'
import type { GasSchedule } from '../../../src/gas-metering/gas-schedule.ts'
import { InstanceGas } from '../../../src/gas-metering/instance-gas.ts'
import { type MeteringStrategy, meter } from '../../../src/gas-metering/meter.ts'
import { meteredAbi, trapReason } from '../../../src/gas-metering/metered-abi.ts'
import { encodeModule } from '../../../src/wasm/encode-module.ts'
import type { WasmModule } from '../../../src/wasm/module.ts'
import { ReferenceTrap } from '../reference/integer-operators.ts'
import {
  ReferenceInstance,
  ReferenceOutOfGas,
  ReferenceStackExhausted,
} from '../reference/reference-instance.ts'
import { type ContractCall, ContractEnded, ContractWorld, type Machine } from './contract-world.ts'

/** What a contract call did. Where the call failed, only that it did, and what it had shown its host until then. */
export interface ContractRun {
  readonly outcome: 'returned' | 'finished' | 'reverted' | 'outOfGas' | 'trapped' | 'stackExhausted'
  readonly output: string
  /** Undefined for a call that failed: such a call has consumed all of it. */
  readonly gasLeft: bigint | undefined
  readonly hostCalls: readonly string[]
  /** Digest of the memory, of a call that did not fail. */
  readonly memory: string | undefined
  readonly storage: ReadonlyMap<string, string>
}

export const STACK_HEIGHT = 20_000

/** Runs the contract's `main` with the gas limit. */
export type ContractRunner = (call: ContractCall, gas: bigint) => ContractRun

/** On the interpreter that charges before every instruction. */
export function referenceRunner(module: WasmModule, schedule: GasSchedule): ContractRunner {
  return (call, gas) => {
    const world = new ContractWorld(call)
    const instance = new ReferenceInstance(module, schedule, (running, name, args) => {
      const result = world.invoke(referenceMachine(running), name, args)
      return result === null ? [] : [result]
    })
    const main = () => instance.invoke('main', [], gas, STACK_HEIGHT)
    return finished(world, referenceMachine(instance), main, referenceFailure)
  }
}

function referenceMachine(instance: ReferenceInstance): Machine {
  return {
    memory: () => instance.memory,
    gasLeft: () => instance.units,
    stackLeft: () => instance.stackLeft,
    takeGas: (amount) => {
      if (BigInt(amount) > instance.units) return false
      instance.units -= BigInt(amount)
      return true
    },
  }
}

/** Metered by a strategy and run by V8, in a new instance each time. */
export function meteredRunner(
  module: WasmModule,
  schedule: GasSchedule,
  strategy: MeteringStrategy,
): ContractRunner {
  const bytes = encodeModule(meter(module, { schedule, strategy }))
  const compiled = new WebAssembly.Module(Uint8Array.from(bytes))
  return (call, gas) => {
    const world = new ContractWorld(call)
    const imports: Record<string, (...args: (number | bigint)[]) => unknown> = {}
    for (const { name } of WebAssembly.Module.imports(compiled)) {
      imports[name] = (...args) => world.invoke(machine, name, args) ?? undefined
    }
    const { exports } = new WebAssembly.Instance(compiled, { ethereum: imports })
    const held = new InstanceGas(exports)
    const machine = meteredMachine(exports, held)
    held.set(gas)
    ;(exports[meteredAbi.stackLeft] as WebAssembly.Global).value = STACK_HEIGHT
    const main = exports['main'] as () => void
    return finished(world, machine, main, (error) => {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
      return failures[held.trapReason()] ?? 'trapped'
    })
  }
}

function meteredMachine(exports: WebAssembly.Exports, gas: InstanceGas): Machine {
  const memory = exports['memory'] as WebAssembly.Memory
  const stackLeft = exports[meteredAbi.stackLeft] as WebAssembly.Global
  return {
    memory: () => new Uint8Array(memory.buffer),
    gasLeft: () => gas.left(),
    takeGas: (amount) => gas.take(amount),
    stackLeft: () => stackLeft.value as number,
  }
}

type Failure = 'outOfGas' | 'trapped' | 'stackExhausted'

const failures: Readonly<Record<number, Failure>> = {
  [trapReason.contract]: 'trapped',
  [trapReason.outOfGas]: 'outOfGas',
  [trapReason.stackExhausted]: 'stackExhausted',
}

function referenceFailure(error: unknown): Failure {
  if (error instanceof ReferenceOutOfGas) return 'outOfGas'
  if (error instanceof ReferenceStackExhausted) return 'stackExhausted'
  if (error instanceof ReferenceTrap) return 'trapped'
  throw error
}

function finished(
  world: ContractWorld,
  machine: Machine,
  main: () => unknown,
  failureOf: (error: unknown) => Failure,
): ContractRun {
  const { seen, storage } = world
  const ended = (outcome: ContractRun['outcome'], output: string): ContractRun => {
    const memory = createHash('sha256').update(machine.memory()).digest('hex')
    return { outcome, output, gasLeft: machine.gasLeft(), hostCalls: seen, memory, storage }
  }
  const failed = (outcome: Failure): ContractRun => {
    const rest = { output: '', gasLeft: undefined, memory: undefined }
    return { outcome, ...rest, hostCalls: seen, storage }
  }
  try {
    main()
    return ended('returned', '')
  } catch (error) {
    if (!(error instanceof ContractEnded)) return failed(failureOf(error))
    return error.outcome === 'outOfGas' ? failed('outOfGas') : ended(error.outcome, error.output)
  }
}
