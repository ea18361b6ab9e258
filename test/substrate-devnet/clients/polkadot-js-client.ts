import { ApiPromise, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import type { ISubmittableResult } from '@polkadot/types/types'
import type { Hex } from '../../../src/primitives/hex.ts'
import {
  type ContractClient,
  type FollowedBlock,
  GAS_LIMIT,
  type SeenEvent,
  type SeenValue,
  type SentTransaction,
  snakeCase,
} from './contract-client.ts'

/** The parts of @polkadot/types that a value is read by. */
interface Codec {
  toHex(): Hex
  toBigInt?(): bigint
  readonly isEmpty: boolean
}

interface EventRecord {
  readonly event: {
    readonly section: string
    readonly method: string
    readonly data: readonly Codec[] & { readonly names: readonly string[] | null }
  }
}

type Transaction = SubmittableExtrinsic<'promise', ISubmittableResult>

/** Contracts through an unmodified @polkadot/api. */
export class PolkadotJsClient implements ContractClient {
  readonly followed: FollowedBlock[] = []
  readonly #api: ApiPromise
  readonly #account: KeyringPair
  #unfollow: () => void = () => undefined

  private constructor(api: ApiPromise, account: KeyringPair) {
    this.#api = api
    this.#account = account
  }

  static async connect(url: string, account: KeyringPair): Promise<PolkadotJsClient> {
    const provider = new WsProvider(url.replace('http', 'ws')) as unknown as ProviderInterface
    const api = await ApiPromise.create({ provider, noInitWarn: true })
    const client = new PolkadotJsClient(api, account)
    await client.#follow()
    return client
  }

  create(code: Hex): Promise<SentTransaction> {
    return this.#send(this.#tx('create')(code, 0, GAS_LIMIT))
  }

  call(target: Hex, input: Hex): Promise<SentTransaction> {
    return this.#send(this.#tx('call')(target, input, 0, GAS_LIMIT))
  }

  async dryRun(target: Hex, input: Hex): Promise<string> {
    const run = this.#api.call['ewasmApi']?.['call']
    if (run === undefined) throw new Error('no EwasmApi')
    const result = await run(this.#account.address, target, input, 0, null)
    const { ok } = result.toJSON() as { ok: { output: string } }
    return ok.output
  }

  async callAt(block: Hex, index: number): Promise<Hex> {
    const { block: found } = await this.#api.rpc.chain.getBlock(block)
    const extrinsic = found.extrinsics[index]
    if (extrinsic === undefined) throw new Error(`no extrinsic ${index}`)
    return extrinsic.method.toHex()
  }

  async close(): Promise<void> {
    this.#unfollow()
    await this.#api.disconnect()
  }

  async #follow(): Promise<void> {
    const subscribe = this.#api.query['system']?.['events']
    if (subscribe === undefined) throw new Error('no System.Events')
    this.#unfollow = (await subscribe((records: unknown) => {
      const { createdAtHash } = records as { readonly createdAtHash?: Codec }
      const events = seenEvents(records as readonly EventRecord[])
      if (events.length > 0 && createdAtHash !== undefined) {
        this.followed.push({ block: createdAtHash.toHex(), events })
      }
    })) as unknown as () => void
  }

  #tx(name: string): (...args: readonly unknown[]) => Transaction {
    const make = this.#api.tx['ewasm']?.[name]
    if (make === undefined) throw new Error(`no ewasm.${name}`)
    return (...args) => make(...args)
  }

  #send(transaction: Transaction): Promise<SentTransaction> {
    const call = transaction.method.toHex()
    const statuses: string[] = []
    return new Promise((resolve, reject) => {
      transaction
        .signAndSend(this.#account, (result) => {
          statuses.push(result.status.type)
          if (!result.status.isFinalized) return
          resolve({
            block: result.status.asFinalized.toHex(),
            index: result.txIndex ?? -1,
            call,
            events: seenEvents(result.events as unknown as readonly EventRecord[]),
            statuses,
          })
        })
        .catch(reject)
    })
  }
}

function seenEvents(records: readonly EventRecord[]): SeenEvent[] {
  return records
    .filter(({ event }) => event.section === 'ewasm')
    .map(({ event: { method, data } }) => ({ name: method, fields: fieldsOf(data) }))
}

/** Named fields by their names; the one value of a variant without names by itself. */
function fieldsOf(data: EventRecord['event']['data']): SeenValue {
  const [only] = data
  if (data.names === null) return only === undefined ? [] : seenValue(only)
  const names = data.names.map(snakeCase)
  return Object.fromEntries(data.map((value, i) => [names[i] ?? '', seenValue(value)]))
}

function seenValue(value: Codec): SeenValue {
  if (value.toBigInt !== undefined) return value.toBigInt().toString()
  if (value instanceof Uint8Array) return value.toHex()
  if (value instanceof Map) {
    const entries = [...(value as Map<string, Codec>)]
    return Object.fromEntries(entries.map(([name, one]) => [snakeCase(name), seenValue(one)]))
  }
  return Array.isArray(value) ? value.map((one: Codec) => seenValue(one)) : value.toHex()
}
