import type { Command } from '../command.ts'
import type { CommandArguments } from '../command-arguments.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** `gantry sidecar`: the engine for Substrate nodes that are other processes. */
export const sidecar: Command = {
  name: 'sidecar',
  summary: 'Serve the engine to Substrate nodes over a Unix socket',
  positionals: ['<socket>'],
  description: [
    'Runs the messages of pallet-ewasm for nodes that are other processes (docs/substrate-sidecar.md), until it is told to stop.',
    'With --check it asks the engine at that socket how it is instead: the exit code is 0 where it is well, else 1.',
  ],
  options: {
    check: { help: 'Ask whether an engine listens there and is well' },
    threads: { value: 'N', help: 'Messages that run at a time (default 1)' },
    timeout: { value: 'MS', help: 'Longest time of one message (default 10000)' },
    'read-timeout': {
      value: 'MS',
      help: 'Longest time for the node to answer a read (default 2000)',
    },
    window: { value: 'N', help: 'Messages that a node may have in flight (default 8)' },
    connections: { value: 'N', help: 'Connections at a time (default 16)' },
    tier: { value: 'TIER', help: 'What runs EVM bytecode: auto (default), first or compiled' },
  },
  examples: ['gantry sidecar /run/gantry.sock', 'gantry sidecar --check /run/gantry.sock'],
  async run(args, terminal) {
    const [path = ''] = args.positionals
    return args.has('check') ? check(path, terminal) : serve(path, args, terminal)
  },
}

const MAX_THREADS = 64n
const MAX_MS = 2n ** 31n - 1n
const MAX_WINDOW = 65_535n

async function check(path: string, terminal: Terminal): Promise<ExitCode> {
  const { checkSidecar } = await import('../../substrate-pallet-bridge/sidecar/check-sidecar.ts')
  const health = await checkSidecar(path)
  terminal.print(JSON.stringify(health))
  return health.state === 'healthy' ? exitCode.success : exitCode.failure
}

async function serve(path: string, args: CommandArguments, terminal: Terminal): Promise<ExitCode> {
  const given = {
    threads: atLeastOne(args.integer('threads', MAX_THREADS)),
    messageTimeoutMs: atLeastOne(args.integer('timeout', MAX_MS)),
    readTimeoutMs: atLeastOne(args.integer('read-timeout', MAX_MS)),
    window: atLeastOne(args.integer('window', MAX_WINDOW)),
    maxConnections: atLeastOne(args.integer('connections', MAX_WINDOW)),
    tier: args.choice('tier', ['auto', 'first', 'compiled']),
  }
  const options = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
  const { startSidecar } = await import('../../substrate-pallet-bridge/sidecar/sidecar-server.ts')
  const server = await startSidecar({
    ...options,
    path,
    onNotice: (text) => terminal.note(`gantry: ${text}`),
  })
  terminal.print(`Listening on ${path}`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await server.close()
  return exitCode.success
}

function atLeastOne(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Math.max(1, Number(value))
}
