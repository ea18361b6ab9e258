import { type Revision, revisions } from '../engine/revision.ts'
import type { GasScheduleName } from '../gas-metering/gas-schedules.ts'
import type { MeteringStrategy } from '../gas-metering/meter.ts'
import { bytesArgument } from './bytes-argument.ts'
import type { CommandArguments } from './command-arguments.ts'
import { inLargeThread } from './in-large-thread.ts'
import { loadCode } from './load-code.ts'

/** What `gantry run` executes, as data that goes to another thread. */
export interface Execution {
  readonly code: Uint8Array
  /** Init code is deployed with `constructorArguments`, and what it deployed is called. */
  readonly kind: 'runtime' | 'init'
  readonly constructorArguments: Uint8Array
  readonly input: Uint8Array
  readonly gas: bigint
  readonly value: bigint
  readonly schedule: GasScheduleName
  readonly strategy: MeteringStrategy
  readonly revision: Revision
  readonly debugNamespace: 'allowed' | 'refused'
}

/** How an execution ended, ready for JSON: bytes as hex, amounts as decimal text. */
export interface ExecutionOutcome {
  /** Name of the status code. */
  readonly status: string
  /** Whether the call, or the deployment before it, ended so. */
  readonly ended: 'deployment' | 'call'
  /** The engine's sentence on a failure, where it has one. */
  readonly reason: string | undefined
  readonly output: string
  readonly gasUsed: string
  /** Gas that the deployment used; undefined where nothing was deployed. */
  readonly deploymentGasUsed: string | undefined
  readonly logs: readonly { address: string; topics: readonly string[]; data: string }[]
  readonly storage: readonly { address: string; slots: Readonly<Record<string, string>> }[]
  /** What the contract wrote through the debug namespace. */
  readonly debug: readonly string[]
}

const MAX_INT64 = 2n ** 63n - 1n
const MAX_UINT128 = 2n ** 128n - 1n
const DEFAULT_GAS = 30_000_000n

/**
 * The execution that a command line asks for.
 * @throws UsageError
 * @throws UnreadableCodeError
 */
export function executionOf(args: CommandArguments): Execution {
  const [file = ''] = args.positionals
  const { kind, bytes } = loadCode(file)
  return {
    code: bytes,
    kind: args.has('create') ? 'init' : kind,
    constructorArguments: bytesArgument(args, 'args'),
    input: bytesArgument(args, 'input'),
    gas: args.integer('gas', MAX_INT64) ?? DEFAULT_GAS,
    value: args.integer('value', MAX_UINT128) ?? 0n,
    schedule: args.choice('schedule', ['hera', 'ewasm-v1']) ?? 'ewasm-v1',
    strategy: args.choice('strategy', ['fast', 'precise']) ?? 'fast',
    revision: args.choice('revision', revisions) ?? 'shanghai',
    debugNamespace: args.has('debug') ? 'allowed' : 'refused',
  }
}

/**
 * Executes in a thread with a large stack, under a watchdog.
 * @throws EngineError
 */
export async function executeInThread(
  execution: Execution,
  args: CommandArguments,
): Promise<ExecutionOutcome> {
  const call = { module: 'execute-code', exportName: 'executeCode', argument: execution }
  return (await inLargeThread(call, args)) as ExecutionOutcome
}
