import { ApiPromise, Keyring, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import type { Hex } from '../../../src/primitives/hex.ts'
import {
  type SubstrateDevnetOptions,
  startSubstrateDevnet,
} from '../../../substrate-devnet/index.ts'
import { RpcClient } from './rpc-client.ts'

/** A node on the development runtime in a thread of its own, a plain client, and @polkadot/api to sign with. */
export interface RealNode {
  readonly url: string
  readonly client: RpcClient
  readonly api: ApiPromise
  readonly alice: KeyringPair
  readonly bob: KeyringPair
  readonly notices: readonly string[]
  /** An extrinsic of one of the runtime's calls, signed by Alice unless the options say otherwise. */
  signed(call: Call, options?: SigningOptions): Promise<Hex>
  close(): Promise<void>
}

export interface Call {
  readonly pallet: string
  readonly name: string
  readonly args: readonly unknown[]
}

export interface SigningOptions {
  readonly nonce?: number
  readonly signer?: KeyringPair
}

/** Starts one, in memory and on a free port. */
export async function startRealNode(options: SubstrateDevnetOptions = {}): Promise<RealNode> {
  await cryptoWaitReady()
  const notices: string[] = []
  const handle = await startSubstrateDevnet({ port: 0, ...options }, (text) => notices.push(text))
  const provider = new WsProvider(handle.url.replace('http', 'ws')) as unknown as ProviderInterface
  const api = await ApiPromise.create({ provider, noInitWarn: true })
  const client = await RpcClient.connect(handle.url)
  const keyring = new Keyring({ type: 'sr25519' })
  const [alice, bob] = [keyring.addFromUri('//Alice'), keyring.addFromUri('//Bob')]
  const make = ({ pallet, name, args }: Call): SubmittableExtrinsic<'promise'> => {
    const call = api.tx[pallet]?.[name]
    if (call === undefined) throw new Error(`no ${pallet}.${name}`)
    return call(...args)
  }
  return {
    url: handle.url,
    client,
    api,
    alice,
    bob,
    notices,
    signed: async (call, { signer = alice, nonce } = {}) =>
      (await make(call).signAsync(signer, nonce === undefined ? {} : { nonce })).toHex(),
    close: async () => {
      client.close()
      await api.disconnect()
      await handle.close()
    },
  }
}

/** A transfer of some units. */
export function transfer(to: string, units: bigint): Call {
  return { pallet: 'balances', name: 'transferKeepAlive', args: [to, units * 10n ** 12n] }
}
