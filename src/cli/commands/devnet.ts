import type { DevnetHandle, DevnetOptions } from '../../../devnet/index.ts'
import { toChecksumAddress } from '../../primitives/checksum-address.ts'
import { toHex } from '../../primitives/hex.ts'
import type { Command } from '../command.ts'
import type { CommandArguments } from '../command-arguments.ts'
import { runUntilSignal } from '../run-until-signal.ts'
import type { Terminal } from '../terminal.ts'

const WEI_PER_ETHER = 10n ** 18n
const DEFAULT_FOLDER = './gantry-data'
const DIFFERENCES_FOLDER = './gantry-differences'

/** `gantry devnet`: runs a local chain until it is told to stop. */
export const devnet: Command = {
  name: 'devnet',
  summary: 'Run a local Ethereum chain with Ewasm contracts',
  positionals: [],
  description: [
    'Answers Ethereum JSON-RPC over HTTP and mines each transaction at once. The chain is kept on disk: started again',
    'with the same data it goes on, and nothing that was answered as mined is lost, however the process ended.',
  ],
  options: {
    host: { value: 'ADDRESS', help: 'Address to listen on (default 127.0.0.1)' },
    port: { value: 'PORT', short: 'p', help: 'Port to listen on, 0 for a free one (default 8545)' },
    data: {
      value: 'DIR',
      short: 'd',
      help: `Folder of the chain's data (default ${DEFAULT_FOLDER})`,
    },
    memory: { help: 'Keep the chain in memory only' },
    'chain-id': { value: 'ID', help: 'Chain id (default 31337)' },
    'block-time': { value: 'SECONDS', help: 'Mine at this interval instead of at once' },
    'gas-limit': { value: 'GAS', help: 'Gas limit of a block (default 30000000)' },
    accounts: { value: 'N', short: 'a', help: 'Number of funded accounts (default 10)' },
    balance: { value: 'ETHER', help: 'What each of them has at genesis (default 10000)' },
    mnemonic: {
      value: 'WORDS',
      short: 'm',
      help: 'Where they come from (default "test test … junk")',
    },
    'execution-limit': {
      value: 'SECONDS',
      help: 'Start the node again after so long in one execution (default 60)',
    },
    tier: { value: 'TIER', help: 'What runs EVM bytecode: auto (default), first or compiled' },
    paranoid: {
      help: `Execute everything on both tiers; what first differs goes to ${DIFFERENCES_FOLDER}`,
    },
  },
  examples: ['gantry devnet', 'gantry devnet --memory --port 0', 'gantry devnet --block-time 12'],
  async run(args, terminal) {
    const options = devnetOptions(args)
    const { startDevnet } = await import('../../../devnet/index.ts')
    const handle = await startDevnet(options, (text) => terminal.note(`gantry: ${text}`))
    for (const line of banner(handle, options, terminal)) terminal.print(line)
    return runUntilSignal(handle, terminal)
  },
}

/** What the command line asks for. @throws UsageError */
function devnetOptions(args: CommandArguments): DevnetOptions {
  if (args.has('memory') && args.text('data') !== undefined) {
    throw args.usageError('Give either --data or --memory.')
  }
  if (args.has('paranoid') && args.text('tier') !== undefined) {
    throw args.usageError('Give either --tier or --paranoid, which runs both.')
  }
  const given = {
    host: args.text('host'),
    port: numberOf(args.integer('port', 65_535n)),
    dataFolder: args.has('memory') ? undefined : (args.text('data') ?? DEFAULT_FOLDER),
    chainId: args.integer('chain-id', 2n ** 53n - 1n),
    blockTimeSeconds: numberOf(args.integer('block-time', 86_400n)),
    blockGasLimit: args.integer('gas-limit', 2n ** 63n - 1n),
    accounts: numberOf(args.integer('accounts', 1000n)),
    balance: weiOf(args.integer('balance', 2n ** 128n)),
    mnemonic: args.text('mnemonic'),
    executionLimitMs: millisecondsOf(args.integer('execution-limit', 86_400n)),
    tier: args.choice('tier', ['auto', 'first', 'compiled']),
    paranoid: args.has('paranoid') ? DIFFERENCES_FOLDER : undefined,
  }
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as DevnetOptions // an option that is not given is absent, so that its default holds
}

function numberOf(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}

function weiOf(ether: bigint | undefined): bigint | undefined {
  return ether === undefined ? undefined : ether * WEI_PER_ETHER
}

function millisecondsOf(seconds: bigint | undefined): number | undefined {
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

function banner(
  devnet: DevnetHandle,
  { dataFolder, balance = 10_000n * WEI_PER_ETHER }: DevnetOptions,
  { style }: Terminal,
): string[] {
  const accounts = devnet.accounts.flatMap(({ address, privateKey }, index) => [
    `  (${index}) ${toChecksumAddress(address)}`,
    `      ${style('dim', toHex(privateKey))}`,
  ])
  return [
    style('bold', 'Accounts and private keys'),
    ...accounts,
    style(
      'yellow',
      `  Everybody knows these keys: use them here only. ${balance / WEI_PER_ETHER} ether each at genesis.`,
    ),
    '',
    `${style('bold', 'Chain id')}  ${devnet.chainId}`,
    `${style('bold', 'Data')}      ${dataFolder ?? 'in memory'}, block ${devnet.head}`,
    `${style('bold', 'URL')}       ${style('cyan', devnet.url)}`,
  ]
}
