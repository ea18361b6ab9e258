import { existsSync } from 'node:fs'
import { type Revision, revisions } from '../engine/revision.ts'
import type { Tier } from '../evm/tiers/tiers.ts'
import { type Address, address } from '../primitives/address.ts'
import { toBytes32 } from '../primitives/big-endian.ts'
import type { Bytes32 } from '../primitives/bytes32.ts'
import { fromHex } from '../primitives/hex.ts'
import { bytesArgument } from './bytes-argument.ts'
import type { CommandArguments } from './command-arguments.ts'
import type { ExecutionOutcome } from './execution.ts'
import { inLargeThread } from './in-large-thread.ts'
import { loadCode } from './load-code.ts'

/** What `gantry evm run` executes, as data that goes to another thread. */
export interface EvmExecution {
  readonly code: Uint8Array
  /** Init code is run as a create; runtime code lies at `recipient` and is called. */
  readonly kind: 'runtime' | 'init'
  readonly input: Uint8Array
  readonly gas: bigint
  readonly value: bigint
  readonly revision: Revision
  readonly sender: Address
  readonly recipient: Address
  /** Wei that the contract has before the call. */
  readonly balance: bigint
  readonly storage: readonly EvmSlot[]
  readonly tier: Tier
  readonly report: 'outcome' | 'trace' | 'bench' | 'paranoid'
}

export interface EvmSlot {
  readonly key: Bytes32
  readonly value: Bytes32
}

/** How an execution ended, ready for JSON. */
export interface EvmOutcome extends ExecutionOutcome {
  /** What the message earned, before the limit that a transaction puts on it; decimal. */
  readonly gasRefund: string
  /** Address of the contract that init code made. */
  readonly created?: string
  /** What the two tiers say differently, where that was asked for. */
  readonly differences?: readonly string[]
  /** Median of one execution in microseconds, where it was asked for. */
  readonly microseconds?: number
}

const MAX_INT64 = 2n ** 63n - 1n
const MAX_UINT128 = 2n ** 128n - 1n
const UINT256_END = 2n ** 256n
const DEFAULT_GAS = 30_000_000n
const SENDER = '0x1000000000000000000000000000000000000001'
const RECIPIENT = '0x2000000000000000000000000000000000000002'

/**
 * The execution that a command line asks for.
 * @throws UsageError
 * @throws UnreadableCodeError
 */
export function evmExecutionOf(args: CommandArguments): EvmExecution {
  const { kind, bytes } = codeOf(args)
  return {
    code: bytes,
    kind: args.has('create') ? 'init' : kind,
    input: bytesArgument(args, 'input'),
    gas: args.integer('gas', MAX_INT64) ?? DEFAULT_GAS,
    value: args.integer('value', MAX_UINT128) ?? 0n,
    revision: args.choice('revision', revisions) ?? 'osaka',
    sender: addressArgument(args, 'caller') ?? address(fromHex(SENDER)),
    recipient: addressArgument(args, 'address') ?? address(fromHex(RECIPIENT)),
    balance: args.integer('balance', MAX_UINT128) ?? 0n,
    storage: storageArgument(args),
    tier: args.choice('tier', ['first', 'compiled', 'auto']) ?? 'first',
    report: reportOf(args),
  }
}

/**
 * Executes in a thread with a large stack, under a watchdog. A trace is written to standard output by that thread.
 * @throws EngineError
 */
export async function executeEvmInThread(
  execution: EvmExecution,
  args: CommandArguments,
): Promise<EvmOutcome> {
  const call = { module: 'execute-evm', exportName: 'executeEvm', argument: execution }
  return (await inLargeThread(call, args)) as EvmOutcome
}

/** The code itself as hex, or a file that has it. */
function codeOf(args: CommandArguments): ReturnType<typeof loadCode> {
  const [, text = ''] = args.positionals
  const isHex = /^(?:0x)?(?:[0-9a-fA-F]{2})*$/.test(text)
  if (!isHex || existsSync(text)) return loadCode(text)
  return { kind: 'runtime', bytes: fromHex(text) }
}

function addressArgument(args: CommandArguments, name: string): Address | undefined {
  const text = args.text(name)
  if (text === undefined) return undefined
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return address(fromHex(text))
  throw args.usageError(`--${name} must be an address: 0x and 40 hex digits, got ${text}.`)
}

/** `KEY=VALUE,KEY=VALUE`, words as decimal or hex numbers. */
function storageArgument(args: CommandArguments): readonly EvmSlot[] {
  const pairs = args.text('storage')?.split(',') ?? []
  return pairs.map((pair) => {
    const [key, value, ...rest] = pair.split('=').map((text) => wordOf(text))
    if (key !== undefined && value !== undefined && rest.length === 0) {
      return { key: toBytes32(key), value: toBytes32(value) }
    }
    throw args.usageError(`--storage must be KEY=VALUE,… with numbers below 2^256, got ${pair}.`)
  })
}

function wordOf(text: string): bigint | undefined {
  if (!/^(?:\d+|0x[0-9a-fA-F]+)$/.test(text)) return undefined
  const word = BigInt(text)
  return word < UINT256_END ? word : undefined
}

function reportOf(args: CommandArguments): EvmExecution['report'] {
  const asked = (['trace', 'bench', 'paranoid'] as const).filter((name) => args.has(name))
  const [report = 'outcome', other] = asked
  if (other === undefined) return report
  throw args.usageError(`--${report} and --${other} exclude each other.`)
}
