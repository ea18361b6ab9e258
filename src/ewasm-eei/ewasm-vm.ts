import { CodeCache, type CodeTier } from '../engine/code-cache.ts'
import type { ContractInstance } from '../engine/contract-instance.ts'
import type { ExecutionResult } from '../engine/execution-result.ts'
import { haltStatus } from '../engine/halt.ts'
import type { Host } from '../engine/host.ts'
import type { ContractCode, Message } from '../engine/message.ts'
import { toEngineError } from '../engine/native-limit.ts'
import { TRANSACTION_PAGES } from '../engine/page-budget.ts'
import { isAtLeast, type Revision } from '../engine/revision.ts'
import { type StatusCode, statusCode } from '../engine/status-code.ts'
import { trapStatus } from '../engine/trap-status.ts'
import type { Vm } from '../engine/vm.ts'
import type { GasSchedule } from '../gas-metering/gas-schedule.ts'
import type { MeteringStrategy } from '../gas-metering/meter.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { ewasmDebugProfile, ewasmProfile } from '../wasm/contract-profile.ts'
import { moduleOfInitCode } from '../wasm/init-code.ts'
import type { DebugSink } from './debug-sink.ts'
import { type EeiCosts, type EeiCostTable, eeiCostTable } from './eei-costs.ts'
import { debugImports, ethereumImports, type FrameHolder, returningImports } from './eei-imports.ts'
import { type EwasmCode, ewasmCompiler } from './ewasm-compiler.ts'
import { EwasmFrame } from './ewasm-frame.ts'
import { returningNamespace } from './return-after-halt.ts'

const EMPTY = new Uint8Array(0)
/** No contract's memory grows beyond it. */
const MAX_PAGES = ewasmProfile.limits.maximumMemoryPages
const TOO_MANY_PAGES = 'The contracts of this transaction hold too much memory.'
/** What a status alone does not say. */
const reasons: Readonly<Partial<Record<StatusCode, string>>> = {
  [statusCode.failure]: TOO_MANY_PAGES,
}

export interface EwasmVmOptions {
  readonly schedule: GasSchedule
  /** Default: fast. */
  readonly strategy?: MeteringStrategy
  /** Compiled code, to be shared with other `Vm`s; default: an own one, in memory. */
  readonly cache?: CodeCache
  /** Opens the `debug` namespace to contracts and takes what they print. Without it such contracts are refused. */
  readonly debug?: DebugSink
}

/**
 * The `Vm` for Ewasm contracts.
 *
 * @see https://github.com/ewasm/design/blob/master/contract_interface.md
 */
export function createEwasmVm(options: EwasmVmOptions): Vm {
  return new EwasmVm(options)
}

/**
 * Frames that V8 records in the error of each trap while contracts run: one still says where a bug of ours was. With
 * the default of ten a trap takes 14 µs, with one 3 µs (bench/calls.ts: a contract can trap a lot for little gas).
 */
const TRAP_TRACE_LIMIT = 1

class EwasmVm implements Vm {
  readonly #costs: EeiCostTable
  readonly #codes: CodeTier<EwasmCode>
  // Set before any contract runs, and only read by host functions, which only contracts call.
  readonly #running: FrameHolder = { frame: undefined as unknown as EwasmFrame }

  constructor({ schedule, strategy = 'fast', cache = new CodeCache(), debug }: EwasmVmOptions) {
    this.#costs = eeiCostTable(schedule.name)
    const imports = {
      ethereum: ethereumImports(this.#running),
      [returningNamespace]: returningImports(this.#running),
      debug: debug === undefined ? {} : debugImports(this.#running, debug),
    }
    const profile = debug === undefined ? ewasmProfile : ewasmDebugProfile
    this.#codes = cache.tier(ewasmCompiler({ profile, schedule, strategy, imports }))
  }

  execute(host: Host, revision: Revision, message: Message, code: ContractCode): ExecutionResult {
    if (code.bytes.length === 0) return ended(statusCode.success, message.gas, 0, EMPTY)
    const costs = this.#costs[revision]
    if (costs === undefined) return invalid(noEwasm(revision))
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = TRAP_TRACE_LIMIT
    try {
      const cached = this.#codes.get(moduleCode(message, code))
      if (!cached.ok) return invalid(cached.reason)
      const { since } = cached.compiled
      if (!isAtLeast(revision, since)) return invalid(importsTooNew(since))
      return this.#run(host, message, code, costs, cached.compiled)
    } catch (thrown) {
      throw toEngineError(thrown)
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
  }

  refuseDeployment(revision: Revision, code: Uint8Array): string | undefined {
    if (code.length === 0) return undefined
    if (this.#costs[revision] === undefined) return noEwasm(revision)
    try {
      // Through the cache: the first call of the new contract finds it compiled.
      const cached = this.#codes.get({ bytes: code, hash: keccak256(code) })
      if (!cached.ok) return cached.reason
      const { since } = cached.compiled
      return isAtLeast(revision, since) ? undefined : importsTooNew(since)
    } catch (thrown) {
      throw toEngineError(thrown)
    }
  }

  #run(
    host: Host,
    message: Message,
    code: ContractCode,
    costs: EeiCosts,
    { pool }: EwasmCode,
  ): ExecutionResult {
    // Undefined while no contract runs, whatever the type promises to host functions.
    const caller: EwasmFrame | undefined = this.#running.frame
    const pagesBelow = caller === undefined ? 0 : caller.pagesHeld
    const pagesLeft = TRANSACTION_PAGES - pagesBelow
    const instance = pool.acquire()
    if (instance.pages > pagesLeft) {
      pool.release(instance)
      return failed(statusCode.failure, TOO_MANY_PAGES)
    }
    const frame = new EwasmFrame(host, message, code, costs, instance, pagesBelow)
    this.#running.frame = frame
    try {
      if (pagesLeft < MAX_PAGES) instance.setPageLimit(pagesLeft)
      instance.gas.set(message.gas)
      instance.setStackLeft(message.stackLeft)
      const result = resultOf(enter(instance, frame), frame)
      pool.release(instance)
      return result
    } finally {
      this.#running.frame = caller as EwasmFrame
    }
  }
}

/** Init code may have arguments behind its module: the module alone is compiled, and remembered for other arguments. */
function moduleCode({ kind }: Message, code: ContractCode): ContractCode {
  if (kind !== 'create' && kind !== 'create2') return code
  const bytes = moduleOfInitCode(code.bytes)
  return bytes === code.bytes ? code : { bytes, hash: keccak256(bytes) }
}

/** Runs the contract to its end. Throws what is neither a halt nor a trap. */
function enter(instance: ContractInstance, frame: EwasmFrame): StatusCode {
  try {
    instance.main()
    return frame.ended?.status ?? statusCode.success
  } catch (thrown) {
    const status = haltStatus(thrown)
    if (status !== undefined) return status
    if (!(thrown instanceof WebAssembly.RuntimeError)) throw thrown
    // The way out may cost more gas than is left: the message had ended before.
    if (frame.ended !== undefined) return frame.ended.status
    return trapStatus(instance.gas.trapReason(), thrown)
  }
}

function resultOf(status: StatusCode, frame: EwasmFrame): ExecutionResult {
  if (status === statusCode.success) {
    return ended(status, frame.gasLeft(), frame.gasRefund, frame.output)
  }
  if (status === statusCode.revert) return ended(status, frame.gasLeft(), 0, frame.output)
  return failed(status, reasons[status])
}

function ended(
  status: StatusCode,
  gasLeft: bigint,
  gasRefund: number,
  output: Uint8Array,
): ExecutionResult {
  return { statusCode: status, gasLeft, gasRefund: BigInt(gasRefund), output }
}

function failed(status: StatusCode, reason?: string): ExecutionResult {
  const result = ended(status, 0n, 0, EMPTY)
  return reason === undefined ? result : { ...result, reason }
}

function invalid(reason: string): ExecutionResult {
  return failed(statusCode.contractValidationFailure, reason)
}

function noEwasm(revision: Revision): string {
  return `There is no Ewasm in ${revision}.`
}

function importsTooNew(since: Revision): string {
  return `The contract imports what came with ${since}.`
}
