import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDevnet } from '../devnet/index.ts'
import { type Bench, type BenchContext, type BenchRow, type Figure, nanoseconds } from './bench.ts'
import { RpcClient } from './rpc-client.ts'
import { SENDERS, signTransfers, type Token, tokenCode } from './token-transfers.ts'

const IN_ONE_BLOCK = 2000
const ONE_BY_ONE = 500
const CALL_MS = 1000
const CALL_CONNECTIONS = 16
const GAS_LIMIT = 1_000_000_000n

interface RunningNode {
  readonly url: string
  close(): Promise<void>
}

/** Starts a node that mines at once, or when it is told to. */
type StartNode = (mode: 'instant' | 'asked') => Promise<RunningNode>

/** Where anvil is, for those who have it: no package of this repository carries it. */
const ANVIL = process.env['ANVIL']

/** What a client of the devnet waits for. */
export const devnet: Bench = {
  name: 'devnet',
  describe: 'ERC-20 transfers and calls by JSON-RPC over HTTP; beside anvil when ANVIL is its path',
  async run(context) {
    const folder = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
    try {
      const rows: BenchRow[] = []
      const ewasm = signTransfers(tokenCode('ewasm'), IN_ONE_BLOCK)
      const evm = signTransfers(tokenCode('evm'), IN_ONE_BLOCK)
      rows.push(await rowOf(context, 'gantry, Ewasm', ewasm, gantry(folder)))
      rows.push(await rowOf(context, 'gantry, EVM', evm, gantry(folder)))
      if (ANVIL !== undefined) rows.push(await rowOf(context, 'anvil, EVM', evm, anvil(ANVIL)))
      return { rows, notes: NOTES }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

const NOTES = [
  'Times for one transfer or call, seen by clients in this process; gantry is in a thread of it, keeps its chain on disk, and answers a transaction when it is there.',
  `Submitting is to a node that mines when asked; then ${IN_ONE_BLOCK} transfers of ${SENDERS} senders are mined in one block. One by one each is mined when it comes.`,
]

async function rowOf(
  context: BenchContext,
  name: string,
  token: Token,
  start: StartNode,
): Promise<BenchRow> {
  context.progress(`${name}: submit and mine`)
  const one = await submitAndMine(start, token, 1)
  const ten = await submitAndMine(start, token, SENDERS)
  context.progress(`${name}: one by one, and calls`)
  const figures: Record<string, Figure> = {
    submit: nanoseconds(one.submit),
    'submit, ten connections': nanoseconds(ten.submit),
    'mined in one block': nanoseconds(Math.min(one.mine, ten.mine)),
  }
  const instant = await mineOneByOne(start, token)
  return {
    name,
    figures: {
      ...figures,
      'mined one by one': nanoseconds(instant.transfer),
      eth_call: nanoseconds(instant.call),
      [`eth_call, ${CALL_CONNECTIONS} connections`]: nanoseconds(instant.parallelCall),
    },
  }
}

async function submitAndMine(
  start: StartNode,
  token: Token,
  connections: number,
): Promise<{ submit: number; mine: number }> {
  return withNode(start, 'asked', async (url) => {
    const clients = Array.from({ length: connections }, () => new RpcClient(url))
    const [first] = clients
    if (first === undefined) throw new RangeError('No connections.')
    for (const raw of token.setup) await first.call('eth_sendRawTransaction', [raw])
    await first.call('evm_mine')
    // Each connection sends for its own senders, so that nonces come in their order.
    const submit = await timeOf(async () => {
      await Promise.all(
        clients.map(async (client, mine) => {
          for (let i = mine; i < IN_ONE_BLOCK; i += connections) {
            await client.call('eth_sendRawTransaction', [token.transfers[i]])
          }
        }),
      )
    })
    const mine = await timeOf(() => first.call('evm_mine'))
    const block = await first.call<{ transactions: string[] }>('eth_getBlockByNumber', [
      'latest',
      false,
    ])
    await expectSuccess(first, block.transactions.at(-1))
    if (block.transactions.length !== IN_ONE_BLOCK) {
      throw new Error(`The block has ${block.transactions.length} transfers.`)
    }
    for (const client of clients) client.close()
    return { submit: submit / IN_ONE_BLOCK, mine: mine / IN_ONE_BLOCK }
  })
}

async function mineOneByOne(
  start: StartNode,
  token: Token,
): Promise<{ transfer: number; call: number; parallelCall: number }> {
  return withNode(start, 'instant', async (url) => {
    const client = new RpcClient(url)
    for (const raw of token.setup) await sendAndWait(client, raw)
    const transfers = token.transfers.slice(0, ONE_BY_ONE)
    const elapsed = await timeOf(async () => {
      for (const raw of transfers) await sendAndWait(client, raw)
    })
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_call',
      params: token.balanceCall,
    })
    const call = await callTime(url, body, 1)
    const parallelCall = await callTime(url, body, CALL_CONNECTIONS)
    client.close()
    return { transfer: elapsed / ONE_BY_ONE, call, parallelCall }
  })
}

/** Sends a transaction and asks for its receipt until it is mined. */
async function sendAndWait(client: RpcClient, raw: string): Promise<void> {
  const hash = await client.call<string>('eth_sendRawTransaction', [raw])
  await expectSuccess(client, hash)
}

async function expectSuccess(client: RpcClient, hash: string | undefined): Promise<void> {
  for (;;) {
    const receipt = await client.call<{ status: string } | null>('eth_getTransactionReceipt', [
      hash,
    ])
    if (receipt?.status === '0x1') return
    if (receipt !== null) throw new Error(`${hash} failed.`)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

/** Time of one call, in ns, when so many connections ask all the time. */
async function callTime(url: string, body: string, connections: number): Promise<number> {
  const clients = Array.from({ length: connections }, () => new RpcClient(url))
  let calls = 0
  const callFor = async (ms: number): Promise<void> => {
    const end = performance.now() + ms
    await Promise.all(
      clients.map(async (client) => {
        for (; performance.now() < end; calls++) await client.post(body)
      }),
    )
  }
  await callFor(CALL_MS / 2)
  calls = 0
  const elapsed = await timeOf(() => callFor(CALL_MS))
  for (const client of clients) client.close()
  return elapsed / calls
}

async function withNode<T>(
  start: StartNode,
  mode: 'instant' | 'asked',
  work: (url: string) => Promise<T>,
): Promise<T> {
  const node = await start(mode)
  try {
    return await work(node.url)
  } finally {
    await node.close()
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) * 1e6
}

function gantry(folder: string): StartNode {
  let started = 0
  return (mode) =>
    startDevnet({
      port: 0,
      dataFolder: join(folder, `${mode}-${performance.now()}-${started++}`),
      blockGasLimit: GAS_LIMIT,
      ...(mode === 'asked' && { blockTimeSeconds: 86_400 }),
    })
}

function anvil(path: string): StartNode {
  return async (mode) => {
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const asked = mode === 'asked' ? ['--no-mining'] : []
    const args = ['--port', String(port), '-q', '--gas-limit', String(GAS_LIMIT), ...asked]
    const child = spawn(path, args, { stdio: 'ignore' })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const url = `http://127.0.0.1:${port}`
    await whenAnswering(url)
    return {
      url,
      close: async () => {
        child.kill('SIGKILL')
        await ended
      },
    }
  }
}

async function whenAnswering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const client = new RpcClient(url)
    const answered = await client.call('eth_chainId').catch(() => undefined)
    client.close()
    if (answered !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing answers at ${url}.`)
}
