import type { GasSchedule } from '../../src/gas-metering/gas-schedule.ts'
import { InstanceGas } from '../../src/gas-metering/instance-gas.ts'
import { meteredAbi, trapReason } from '../../src/gas-metering/metered-abi.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import type { WasmModule } from '../../src/wasm/module.ts'
import { ReferenceTrap } from './reference/integer-operators.ts'
import {
  type ReferenceHost,
  ReferenceInstance,
  ReferenceOutOfGas,
  ReferenceStackExhausted,
} from './reference/reference-instance.ts'

/** What a call of `main` did, as far as metering promises to keep it. */
export interface Run {
  readonly outcome: 'returned' | 'trapped' | 'outOfGas' | 'stackExhausted'
  readonly results: readonly string[]
  /** Gas left; only where the call returned. */
  readonly gasLeft: bigint | undefined
  /** Each host call: its name, arguments, and what it saw of gas and stack height. */
  readonly hostCalls: readonly string[]
  /** Memory and globals; only where the call returned. */
  readonly state: string
}

export interface Limits {
  readonly gas: bigint
  readonly stackHeight: number
  readonly argument: number
}

/** Runs `main` on the reference. The schedule has one unit a gas. */
export function runReference(module: WasmModule, schedule: GasSchedule, limits: Limits): Run {
  const hostCalls: string[] = []
  const host: ReferenceHost = (instance, name, args) => {
    hostCalls.push(`${name}(${args.join()}) gas=${instance.units} stack=${instance.stackLeft}`)
    if (name === 'gas') return [instance.units]
    if (name === 'note') return []
    const amount = BigInt(Number(args[0]) >>> 0)
    if (amount > instance.units) return [0]
    instance.units -= amount
    return [1]
  }
  const instance = new ReferenceInstance(module, schedule, host)
  try {
    const results = instance.invoke('main', [limits.argument], limits.gas, limits.stackHeight)
    return {
      outcome: 'returned',
      results: results.map(String),
      gasLeft: instance.units,
      hostCalls,
      state: stateOf(instance.memory, instance.globals),
    }
  } catch (error) {
    return failed(outcomeOf(error), hostCalls)
  }
}

function outcomeOf(error: unknown): Exclude<Run['outcome'], 'returned'> {
  if (error instanceof ReferenceOutOfGas) return 'outOfGas'
  if (error instanceof ReferenceStackExhausted) return 'stackExhausted'
  if (error instanceof ReferenceTrap) return 'trapped'
  throw error
}

type Exported = Record<string, (...args: unknown[]) => unknown>

/** A metered module that is compiled once and run with many limits. */
export class MeteredModule {
  readonly #compiled: WebAssembly.Module

  constructor(metered: WasmModule) {
    this.#compiled = new WebAssembly.Module(encodeModule(metered) as Uint8Array<ArrayBuffer>)
  }

  run(limits: Limits): Run {
    const hostCalls: string[] = []
    const seen = (name: string, args: unknown[]): void => {
      hostCalls.push(
        `${name}(${args.join()}) gas=${gas.left()} stack=${abiGlobal(meteredAbi.stackLeft).value}`,
      )
    }
    const host = {
      note: (value: number) => seen('note', [value]),
      gas: () => {
        seen('gas', [])
        return gas.left()
      },
      take: (amount: number) => {
        seen('take', [amount])
        return gas.take(amount >>> 0) ? 1 : 0
      },
    }
    const { exports } = new WebAssembly.Instance(this.#compiled, { host })
    const gas = new InstanceGas(exports)
    const call = (name: string, ...args: unknown[]): unknown =>
      (exports as Exported)[name]?.(...args)
    const abiGlobal = (name: string): WebAssembly.Global => exports[name] as WebAssembly.Global
    gas.set(limits.gas)
    abiGlobal(meteredAbi.stackLeft).value = limits.stackHeight
    try {
      const result = call('main', limits.argument)
      const globals = ['g0', 'g1', 'g2'].map((name) => (exports[name] as WebAssembly.Global).value)
      const memory = new Uint8Array((exports['memory'] as WebAssembly.Memory).buffer)
      return {
        outcome: 'returned',
        results: [String(result)],
        gasLeft: gas.left(),
        hostCalls,
        state: stateOf(memory, globals),
      }
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
      return failed(reasons[gas.trapReason()] ?? 'trapped', hostCalls)
    }
  }
}

const reasons: readonly Exclude<Run['outcome'], 'returned'>[] = []
Object.assign(reasons, {
  [trapReason.contract]: 'trapped',
  [trapReason.outOfGas]: 'outOfGas',
  [trapReason.stackExhausted]: 'stackExhausted',
})

function failed(outcome: Run['outcome'], hostCalls: readonly string[]): Run {
  return { outcome, results: [], gasLeft: undefined, hostCalls, state: '' }
}

function stateOf(memory: Uint8Array, globals: readonly unknown[]): string {
  let hash = 0
  for (const byte of memory) hash = (Math.imul(hash, 31) + byte) | 0
  return `${memory.length}:${hash}:${globals.join()}`
}
