import { EngineError } from '../../engine/engine-error.ts'
import { revisions } from '../../engine/revision.ts'
import { compileOptimised } from '../../primitives/optimised-module.ts'
import { type EvmRules, evmRules } from '../evm-rules.ts'
import { baseGas } from '../gas-schedule.ts'
import type { EvmMemory } from '../host/evm-memory.ts'
import { opcodes } from '../opcodes.ts'
import {
  GAS_TABLES,
  RESIDENT_CODES,
  STORE_COSTS,
  TABLE_BYTES,
  UNDEFINED_GAS,
} from './frame-layout.ts'
import type { HostFunction, HostMnemonic } from './host-opcodes.ts'
import { type InterpreterKind, interpreterModule } from './interpreter-module.ts'
import { storeCosts } from './slot-layout.ts'

/** Runs the frame whose header is at an address of the memory; returns its status. */
export type RunFrame = (frame: number) => number

/** An instance of the first tier's module. */
export interface Interpreter {
  readonly run: RunFrame
  /** All its functions, among them those of the kernel, by name: what compiled code imports. */
  readonly kernel: WebAssembly.Exports
}

/** Called before each opcode, with addresses in memory. */
export type StepHook = (pc: number, top: number, gas: bigint) => void

const compiled: Partial<Record<InterpreterKind, WebAssembly.Module>> = {}

/** An instance of the interpreter over `memory`, which gets the gas tables of all revisions. */
export function createInterpreter(
  memory: EvmMemory,
  host: Readonly<Record<HostMnemonic, HostFunction>>,
  step?: StepHook,
): Interpreter {
  const kind = step === undefined ? 'plain' : 'traced'
  const module = compiled[kind] ?? compileOptimised(interpreterModule(kind))
  compiled[kind] = module
  writeGasTables(memory)
  const engine = { memory: memory.wasm, exhausted, ...(step && { step }) }
  const { exports } = new WebAssembly.Instance(module, { engine, host })
  return { run: exports['run'] as RunFrame, kernel: exports }
}

function exhausted(): never {
  throw new EngineError('This machine has no more memory for the memory of contracts.', {
    limit: 'memory',
  })
}

function writeGasTables({ bytes, view }: EvmMemory): void {
  bytes.fill(0, 0, RESIDENT_CODES)
  for (const [index, revision] of revisions.entries()) {
    const table = GAS_TABLES + TABLE_BYTES * index
    for (let at = table; at < table + STORE_COSTS; at += 8)
      view.setBigInt64(at, UNDEFINED_GAS, true)
    writeStoreCosts(view, table + STORE_COSTS, evmRules(revision))
    for (const [name, gas] of baseGas(revision)) {
      view.setBigInt64(table + 8 * opcodes[name].byte, BigInt(gas), true)
    }
  }
}

function writeStoreCosts(view: DataView, at: number, rules: EvmRules): void {
  const { gas, refund } = rules.store
  for (const [status, cost] of gas.entries()) {
    const row = at + storeCosts.byStatus + storeCosts.statusBytes * status
    view.setBigInt64(row, BigInt(cost), true)
    view.setBigInt64(row + 8, BigInt(refund[status] ?? 0), true)
  }
  view.setUint32(at + storeCosts.cold, rules.coldStore, true)
  view.setUint32(at + storeCosts.sentry, rules.storeSentry, true)
}
