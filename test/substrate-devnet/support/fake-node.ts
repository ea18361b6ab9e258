import { afterEach } from 'vitest'
import { Sealer, type SealingMode } from '../../../substrate-devnet/node/sealer.ts'
import { serveChain } from '../../../substrate-devnet/serve-chain.ts'
import { defaultProperties } from '../../../substrate-devnet/substrate-devnet-options.ts'
import { FakeChain } from './fake-chain.ts'
import { RpcClient } from './rpc-client.ts'

/** A node over a chain without a runtime, on a free port. */
export interface FakeNode {
  readonly url: string
  readonly chain: FakeChain
  readonly notices: readonly string[]
  connect(): Promise<RpcClient>
}

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Starts one; it is closed after the test. */
export async function startFakeNode(
  mode: SealingMode = { kind: 'manual' },
  chain = new FakeChain(),
): Promise<FakeNode> {
  const notices: string[] = []
  const onNotice = (text: string): void => {
    notices.push(text)
  }
  const sealer = new Sealer({
    chain,
    mode,
    clock: () => 1_000_000,
    onFailure: (e) => onNotice(String(e)),
  })
  const node = {
    version: '0.0.0',
    spec: { name: 'Fake', properties: defaultProperties },
    chain,
    sealer,
    startedAt: chain.best.number,
    offchainStorage: new Map(),
  }
  const server = await serveChain(node, { host: '127.0.0.1', port: 0 }, onNotice)
  closing.push(async () => {
    await server.close()
    await sealer.stop()
  })
  return {
    url: server.url,
    chain,
    notices,
    connect: async () => {
      const client = await RpcClient.connect(server.url)
      closing.push(() => client.close())
      return client
    },
  }
}
