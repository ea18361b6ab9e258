import type {
  SubstrateDevnetHandle,
  SubstrateDevnetOptions,
} from '../../../substrate-devnet/index.ts'
import type { Command } from '../command.ts'
import type { CommandArguments } from '../command-arguments.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_FOLDER = './gantry-substrate-data'

/** `gantry substrate`: runs a local Substrate chain until it is told to stop. */
export const substrate: Command = {
  name: 'substrate',
  summary: 'Run a local Substrate chain that dispatches contract calls to the engine',
  positionals: [],
  description: [
    'Answers the JSON-RPC of Substrate nodes over WebSocket and HTTP, for @polkadot/api, polkadot-api and Polkadot.js Apps,',
    'and makes a block as soon as there is a transaction. The chain is kept on disk: started again with the same options it',
    'goes on, and no block that was told to be final is lost, however the process ended.',
  ],
  options: {
    host: { value: 'ADDRESS', help: 'Address to listen on (default 127.0.0.1)' },
    port: { value: 'PORT', short: 'p', help: 'Port to listen on, 0 for a free one (default 9944)' },
    data: {
      value: 'DIR',
      short: 'd',
      help: `Folder of the chain's data (default ${DEFAULT_FOLDER})`,
    },
    memory: { help: 'Keep the chain in memory only' },
    runtime: {
      value: 'FILE.wasm',
      short: 'r',
      help: "Runtime at genesis (default: Gantry's own, with contracts)",
    },
    genesis: {
      value: 'PATCH.json',
      short: 'g',
      help: "What differs from the runtime's default genesis",
    },
    preset: { value: 'NAME', help: "Genesis by the runtime's name for it (default development)" },
    'block-time': { value: 'SECONDS', help: 'Make a block at this interval instead of at once' },
    'execution-limit': {
      value: 'SECONDS',
      help: 'Start the node again after so long in one execution (default 60)',
    },
  },
  examples: [
    'gantry substrate',
    'gantry substrate --memory --port 0',
    'gantry substrate --runtime my-runtime.compact.compressed.wasm --genesis patch.json',
  ],
  async run(args, terminal) {
    const options = substrateOptions(args)
    const { startSubstrateDevnet } = await import('../../../substrate-devnet/index.ts')
    const handle = await startSubstrateDevnet(options, (text) => terminal.note(`gantry: ${text}`))
    for (const line of banner(handle, options, terminal)) terminal.print(line)
    return runUntilSignal(handle, terminal)
  },
}

/** What the command line asks for. @throws UsageError */
function substrateOptions(args: CommandArguments): SubstrateDevnetOptions {
  if (args.has('memory') && args.text('data') !== undefined) {
    throw args.usageError('Give either --data or --memory.')
  }
  if (args.text('genesis') !== undefined && args.text('preset') !== undefined) {
    throw args.usageError('Give either --genesis or --preset.')
  }
  const port = args.integer('port', 65_535n)
  const blockTime = args.integer('block-time', 86_400n)
  const limit = args.integer('execution-limit', 86_400n)
  const given = {
    host: args.text('host'),
    port: port === undefined ? undefined : Number(port),
    dataFolder: args.has('memory') ? undefined : (args.text('data') ?? DEFAULT_FOLDER),
    runtimeFile: args.text('runtime'),
    genesisFile: args.text('genesis'),
    preset: args.text('preset'),
    blockTimeSeconds: blockTime === undefined ? undefined : Number(blockTime),
    executionLimitMs: limit === undefined ? undefined : Number(limit) * 1000,
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as SubstrateDevnetOptions // an option that is not given is absent, so that its default holds
}

function banner(
  { url, facts }: SubstrateDevnetHandle,
  { dataFolder }: SubstrateDevnetOptions,
  { style }: Terminal,
): string[] {
  const webSocket = url.replace(/^http/, 'ws')
  const accounts = facts.accounts.map(
    ({ uri, address, balance }) => `  ${uri.padEnd(9)}  ${address}  ${balance}`,
  )
  return [
    ...(accounts.length === 0 ? [] : [style('bold', 'Accounts'), ...accounts]),
    ...(accounts.length === 0
      ? []
      : [style('yellow', '  Everybody knows their keys: use them here only.'), '']),
    `${style('bold', 'Chain')}    ${facts.chainName}, runtime ${facts.runtime}`,
    `${style('bold', 'Genesis')}  ${facts.genesisHash}`,
    `${style('bold', 'Data')}     ${dataFolder ?? 'in memory'}, block ${facts.head}`,
    `${style('bold', 'URL')}      ${style('cyan', webSocket)} and ${style('cyan', url)}`,
    `${style('bold', 'Apps')}     https://polkadot.js.org/apps/?rpc=${encodeURIComponent(webSocket)}`,
  ]
}
