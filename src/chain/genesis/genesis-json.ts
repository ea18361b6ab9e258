import { revisions } from '../../engine/revision.ts'
import { address } from '../../primitives/address.ts'
import { toBytes32 } from '../../primitives/big-endian.ts'
import { bytes32 } from '../../primitives/bytes32.ts'
import { fromHex } from '../../primitives/hex.ts'
import type { AllocatedAccount } from '../../state/index.ts'
import { INITIAL_BASE_FEE } from '../block/base-fee.ts'
import type { BlobSchedule } from '../block/blob-schedule.ts'
import type { ChainConfig } from '../chain-config.ts'
import { DEFAULT_STACK_HEIGHT, ewasmCodeLimits, type ProofOfWork } from '../chain-parameters.ts'
import type { Fork } from '../fork-schedule.ts'
import type { BlobParameters } from '../rules/block-rules.ts'
import { bombDelayKeys, forkKeys } from './fork-keys.ts'
import type { Genesis } from './genesis.ts'
import { InvalidGenesisError } from './invalid-genesis-error.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads a genesis in go-ethereum's JSON. Limits on code and stack are Gantry's own: `config.gantry` may have
 * `maxCodeSize`, `maxInitCodeSize` and `stackHeight`.
 * @throws InvalidGenesisError
 */
export function readGenesis(json: unknown): Genesis {
  const genesis = object(json, 'genesis')
  return {
    config: readConfig(object(genesis['config'], 'config')),
    alloc: Object.entries(object(genesis['alloc'] ?? {}, 'alloc')).map(readAccount),
    timestamp: quantity(genesis['timestamp'] ?? 0, 'timestamp'),
    gasLimit: quantity(genesis['gasLimit'], 'gasLimit'),
    difficulty: quantity(genesis['difficulty'] ?? 0, 'difficulty'),
    coinbase: address(fixedBytes(genesis['coinbase'], 'coinbase', 20)),
    extraData: bytes(genesis['extraData'] ?? '0x', 'extraData'),
    mixHash: bytes32(fixedBytes(genesis['mixHash'] ?? genesis['mixhash'], 'mixHash', 32)),
    nonce: toBytes32(quantity(genesis['nonce'] ?? 0, 'nonce')).slice(24),
    baseFeePerGas: quantity(genesis['baseFeePerGas'] ?? INITIAL_BASE_FEE, 'baseFeePerGas'),
  }
}

function readConfig(config: JsonObject): ChainConfig {
  const own = object(config['gantry'] ?? {}, 'config.gantry')
  const limit = (name: string, standard: number): number =>
    Number(quantity(own[name] ?? standard, `config.gantry.${name}`))
  return {
    chainId: quantity(config['chainId'], 'config.chainId'),
    maxCodeSize: limit('maxCodeSize', ewasmCodeLimits.maxCodeSize),
    maxInitCodeSize: limit('maxInitCodeSize', ewasmCodeLimits.maxInitCodeSize),
    stackHeight: limit('stackHeight', DEFAULT_STACK_HEIGHT),
    forks: readForks(config),
    depositContract: address(
      fixedBytes(config['depositContractAddress'], 'config.depositContractAddress', 20),
    ),
    ...(config['blobSchedule'] === undefined ? {} : { blobSchedule: readBlobSchedule(config) }),
    ...(config['ethash'] === undefined ? {} : { proofOfWork: { bombDelays: readDelays(config) } }),
  }
}

function readForks(config: JsonObject): readonly Fork[] {
  return forkKeys.flatMap(({ key, revision, at }): Fork[] => {
    const value = config[key]
    if (value === undefined || value === null) return []
    const start = quantity(value, `config.${key}`)
    if (at === 'timestamp') return [{ revision, timestamp: start }]
    if (at === 'block') return [{ revision, block: start }]
    if (start === 0n) return [{ revision, block: 0n }] // the merge happened before the first block
    if (config['mergeNetsplitBlock'] !== undefined) return [] // its row says when
    throw new InvalidGenesisError(`config.${key}`, 'a merge at a total difficulty is not supported')
  })
}

/** Delays of the difficulty that stand beside the revisions. */
function readDelays(config: JsonObject): ProofOfWork['bombDelays'] {
  return bombDelayKeys.flatMap(({ key, delay }) => {
    const value = config[key]
    if (value === undefined || value === null) return []
    return [{ block: quantity(value, `config.${key}`), delay }]
  })
}

/** Names of revisions (`cancun`), and of forks whose time stands beside them (`bpo1`, `bpo1Time`). */
function readBlobSchedule(config: JsonObject): BlobSchedule {
  const schedule = object(config['blobSchedule'], 'config.blobSchedule')
  const rows = Object.entries(schedule).map(([name, json]) => {
    const place = `config.blobSchedule.${name}`
    return { name, parameters: readBlobParameters(object(json, place), place) }
  })
  const named = rows.filter(({ name }) => isRevision(name))
  const forks = rows
    .filter(({ name }) => !isRevision(name) && config[`${name}Time`] !== undefined)
    .map(({ name, parameters }) => ({
      timestamp: quantity(config[`${name}Time`], `config.${name}Time`),
      parameters,
    }))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
  const ofRevisions = named.map(({ name, parameters }) => [name, parameters] as const)
  return { revisions: Object.fromEntries(ofRevisions), forks }
}

function readBlobParameters(json: JsonObject, place: string): BlobParameters {
  return {
    target: quantity(json['target'], `${place}.target`),
    max: quantity(json['max'], `${place}.max`),
    baseFeeUpdateFraction: quantity(
      json['baseFeeUpdateFraction'],
      `${place}.baseFeeUpdateFraction`,
    ),
  }
}

function isRevision(name: string): boolean {
  return revisions.some((revision) => revision === name)
}

function readAccount([where, json]: [string, unknown]): AllocatedAccount {
  const place = `alloc.${where}`
  const account = object(json, place)
  const storage = Object.entries(object(account['storage'] ?? {}, `${place}.storage`))
  return {
    address: address(fixedBytes(where, place, 20)),
    balance: quantity(account['balance'] ?? 0, `${place}.balance`),
    nonce: quantity(account['nonce'] ?? 0, `${place}.nonce`),
    code: bytes(account['code'] ?? '0x', `${place}.code`),
    storage: storage.map(([key, value]) => ({
      key: word(key, `${place}.storage`),
      value: word(value, `${place}.storage.${key}`),
    })),
  }
}

function word(value: unknown, place: string) {
  return toBytes32(quantity(value, place))
}

function object(value: unknown, place: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new InvalidGenesisError(place, 'an object was expected')
}

/** A number in JSON, or text in decimal or in hex with 0x; below 2^256. */
function quantity(value: unknown, place: string): bigint {
  if (typeof value === 'bigint') return value
  const isNumber = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  const isText = typeof value === 'string' && /^(0x[0-9a-fA-F]{1,64}|[0-9]{1,77})$/.test(value)
  if (isNumber || isText) return BigInt(value)
  throw new InvalidGenesisError(place, `a number was expected, not ${JSON.stringify(value)}`)
}

function bytes(value: unknown, place: string): Uint8Array {
  if (typeof value === 'string' && /^(0x)?([0-9a-fA-F]{2})*$/.test(value)) return fromHex(value)
  throw new InvalidGenesisError(place, `hex bytes were expected, not ${JSON.stringify(value)}`)
}

/** Bytes of one length; nothing is all zero. */
function fixedBytes(value: unknown, place: string, length: number): Uint8Array {
  if (value === undefined) return new Uint8Array(length)
  const found = bytes(value, place)
  if (found.length === length) return found
  throw new InvalidGenesisError(place, `${length} bytes were expected, not ${found.length}`)
}
