import type { KeyringPair } from '@polkadot/keyring/types'
import { createClient, type PolkadotClient } from 'polkadot-api'
import { getPolkadotSigner, type PolkadotSigner } from 'polkadot-api/signer'
import { getWsProvider } from 'polkadot-api/ws'
import WebSocket from 'ws'
import { fromHex, type Hex, toHex } from '../../../src/primitives/hex.ts'
import {
  type ContractClient,
  type FollowedBlock,
  GAS_LIMIT,
  type SeenEvent,
  type SeenValue,
  type SentTransaction,
} from './contract-client.ts'

interface PapiEvent {
  readonly type: string
  readonly value: { readonly type: string; readonly value: unknown }
}

interface TransactionEvent {
  readonly type: string
  readonly found?: boolean
  readonly block?: { readonly hash: string; readonly index: number }
  readonly events?: readonly PapiEvent[]
}

interface Observable<T> {
  subscribe(observer: {
    readonly next: (value: T) => void
    readonly complete?: () => void
    readonly error?: (error: unknown) => void
  }): { unsubscribe(): void }
}

interface Transaction {
  getEncodedData(): Promise<Uint8Array>
  signSubmitAndWatch(signer: PolkadotSigner): Observable<TransactionEvent>
}

/** The parts of the untyped API that are used here. */
interface UntypedApi {
  readonly tx: { readonly Ewasm: Readonly<Record<string, (args: object) => Transaction>> }
  readonly apis: {
    readonly EwasmApi: Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>
  }
  readonly query: {
    readonly System: {
      readonly Events: {
        watchValue(options: { readonly at: 'best' }): Observable<{
          readonly block: { readonly hash: string }
          readonly value: readonly { readonly event: PapiEvent }[]
        }>
      }
    }
  }
}

/** Contracts through an unmodified polkadot-api, without generated descriptors. */
export class PapiClient implements ContractClient {
  readonly followed: FollowedBlock[] = []
  readonly #client: PolkadotClient
  readonly #api: UntypedApi
  readonly #account: KeyringPair
  readonly #signer: PolkadotSigner
  readonly #following: { unsubscribe(): void }

  constructor(url: string, account: KeyringPair) {
    const websocketClass = WebSocket as unknown as typeof globalThis.WebSocket
    this.#client = createClient(getWsProvider(url.replace('http', 'ws'), { websocketClass }))
    this.#api = this.#client.getUnsafeApi() as unknown as UntypedApi
    this.#account = account
    this.#signer = getPolkadotSigner(account.publicKey, 'Sr25519', (data) => account.sign(data))
    this.#following = this.#api.query.System.Events.watchValue({ at: 'best' }).subscribe({
      next: ({ block, value }) => {
        const events = seenEvents(value.map(({ event }) => event))
        if (events.length > 0) this.followed.push({ block: block.hash as Hex, events })
      },
    })
  }

  create(code: Hex): Promise<SentTransaction> {
    return this.#send('create', { init_code: fromHex(code), value: 0n, gas_limit: GAS_LIMIT })
  }

  call(target: Hex, input: Hex): Promise<SentTransaction> {
    return this.#send('call', { target, input: fromHex(input), value: 0n, gas_limit: GAS_LIMIT })
  }

  async dryRun(target: Hex, input: Hex): Promise<string> {
    const run = this.#api.apis.EwasmApi['call']
    if (run === undefined) throw new Error('no EwasmApi')
    const { address } = this.#account
    const result = (await run(address, target, fromHex(input), 0n, undefined)) as {
      readonly value: { readonly output: unknown }
    }
    return String(seenValue(result.value.output))
  }

  /** The call is what the extrinsic ends with. */
  async callAt(block: Hex, index: number): Promise<Hex> {
    const extrinsic = (await this.#client.getBlockBody(block))[index]
    if (extrinsic === undefined) throw new Error(`no extrinsic ${index}`)
    return toHex(extrinsic)
  }

  async close(): Promise<void> {
    this.#following.unsubscribe()
    this.#client.destroy()
  }

  async #send(name: string, args: object): Promise<SentTransaction> {
    const transaction = this.#api.tx.Ewasm[name]?.(args)
    if (transaction === undefined) throw new Error(`no Ewasm.${name}`)
    const call = toHex(await transaction.getEncodedData())
    const seen: TransactionEvent[] = []
    await new Promise<void>((resolve, reject) => {
      transaction.signSubmitAndWatch(this.#signer).subscribe({
        next: (event) => seen.push(event),
        complete: resolve,
        error: reject,
      })
    })
    const last = seen.at(-1)
    return {
      block: (last?.block?.hash ?? '0x') as Hex,
      index: last?.block?.index ?? -1,
      call,
      events: seenEvents(last?.events ?? []),
      statuses: seen.map(({ type }) => type),
    }
  }
}

function seenEvents(events: readonly PapiEvent[]): SeenEvent[] {
  return events
    .filter(({ type }) => type === 'Ewasm')
    .map(({ value }) => ({ name: value.type, fields: seenValue(value.value) }))
}

function seenValue(value: unknown): SeenValue {
  if (value instanceof Uint8Array) return toHex(value)
  if (Array.isArray(value)) return value.map(seenValue)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, seenValue(one)]))
}
