import type { CollisionRule } from '../chain/chain-parameters.ts'
import type { Address } from '../primitives/address.ts'
import { address } from '../primitives/address.ts'
import { toBytes32 } from '../primitives/big-endian.ts'
import { type Bytes32, bytes32, type Hash } from '../primitives/bytes32.ts'
import { fromHex } from '../primitives/hex.ts'
import type { AllocatedAccount } from '../state/index.ts'
import { collisionRuleOf } from './collision-rule.ts'
import { TestState } from './test-state.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'
import { isJsonObject, type JsonObject } from './vector-json.ts'

/** The block of a state test. */
export interface StateTestEnvironment {
  readonly coinbase: Address
  readonly difficulty: bigint
  readonly gasLimit: bigint
  readonly number: bigint
  readonly timestamp: bigint
  /** 0 for tests of revisions without one. */
  readonly baseFee: bigint
  readonly prevRandao: Bytes32 | undefined
  /** 0 for tests of revisions without blobs (EIP-4844). */
  readonly excessBlobGas: bigint
}

/** The transactions of a state test: one for each combination of data, gas limit and value. */
export interface StateTestTransactions {
  readonly data: readonly Uint8Array[]
  readonly gasLimit: readonly bigint[]
  readonly value: readonly bigint[]
  readonly nonce: bigint
  readonly to: Address | undefined
  /** Of a legacy transaction. Tests of the other types have none: their expectations carry the transaction. */
  readonly gasPrice: bigint
  readonly privateKey: Bytes32
}

/** What is expected after one of the transactions. */
export interface StateTestExpectation {
  /** As the vectors name the revision. */
  readonly fork: string
  readonly dataIndex: number
  readonly gasIndex: number
  readonly valueIndex: number
  readonly stateRoot: Hash
  readonly logsHash: Hash
  /** Why the transaction has to be refused; undefined where it is valid or nothing is said. */
  readonly exception: string | undefined
  /** The signed transaction as it is sent; undefined in older tests, whose transactions are all legacy ones. */
  readonly signedTransaction: Uint8Array | undefined
}

/** One test of a GeneralStateTests file. */
export interface StateTest {
  readonly environment: StateTestEnvironment
  readonly state: TestState
  readonly transactions: StateTestTransactions
  readonly expectations: readonly StateTestExpectation[]
  /** What its filler took for a collision of addresses. */
  readonly collisions: CollisionRule
}

/**
 * Reads one test of a GeneralStateTests file.
 * @throws UnknownVectorError when it is no such test.
 * @see https://ethereum-tests.readthedocs.io/en/latest/state-transition-tutorial.html
 */
export function readStateTest(path: string, name: string, json: unknown): StateTest {
  try {
    const test = object(json)
    return {
      environment: readEnvironment(object(test['env'])),
      state: new TestState(Object.entries(object(test['pre'])).map(readAccount)),
      transactions: readTransactions(object(test['transaction'])),
      expectations: Object.entries(object(test['post'])).flatMap(([fork, list]) =>
        array(list).map((item) => readExpectation(fork, object(item))),
      ),
      collisions: collisionRuleOf(object(test['_info'] ?? {})),
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new UnknownVectorError(path, `${name} is no state test (${error.message})`, error)
  }
}

function readEnvironment(env: JsonObject): StateTestEnvironment {
  const random = env['currentRandom']
  return {
    coinbase: address(fromHex(text(env['currentCoinbase']))),
    difficulty: number(env['currentDifficulty'] ?? '0x0'),
    gasLimit: number(env['currentGasLimit']),
    number: number(env['currentNumber']),
    timestamp: number(env['currentTimestamp']),
    baseFee: number(env['currentBaseFee'] ?? '0x0'),
    prevRandao: random === undefined ? undefined : toBytes32(number(random)),
    excessBlobGas: number(env['currentExcessBlobGas'] ?? '0x0'),
  }
}

function readAccount([where, json]: [string, unknown]): AllocatedAccount {
  const account = object(json)
  const storage = Object.entries(object(account['storage'])).map(([key, value]) => ({
    key: toBytes32(number(key)),
    value: toBytes32(number(value)),
  }))
  return {
    address: address(fromHex(where)),
    nonce: number(account['nonce']),
    balance: number(account['balance']),
    code: fromHex(text(account['code'])),
    storage,
  }
}

function readTransactions(json: JsonObject): StateTestTransactions {
  const to = text(json['to'])
  return {
    data: array(json['data']).map((data) => fromHex(text(data))),
    gasLimit: array(json['gasLimit']).map(number),
    value: array(json['value']).map(number),
    nonce: number(json['nonce']),
    to: to === '' ? undefined : address(fromHex(to)),
    gasPrice: number(json['gasPrice'] ?? '0x0'),
    privateKey: bytes32(fromHex(text(json['secretKey']))),
  }
}

function readExpectation(fork: string, json: JsonObject): StateTestExpectation {
  const indexes = object(json['indexes'])
  const exception = json['expectException']
  const signed = json['txbytes']
  return {
    fork,
    dataIndex: Number(indexes['data']),
    gasIndex: Number(indexes['gas']),
    valueIndex: Number(indexes['value']),
    stateRoot: bytes32(fromHex(text(json['hash']))),
    logsHash: bytes32(fromHex(text(json['logs']))),
    exception: exception === undefined ? undefined : text(exception),
    signedTransaction: signed === undefined ? undefined : fromHex(text(signed)),
  }
}

function object(value: unknown): JsonObject {
  if (isJsonObject(value)) return value
  throw new TypeError(`expected an object, got ${JSON.stringify(value)}`)
}

function array(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError(`expected an array, got ${JSON.stringify(value)}`)
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`expected a string, got ${JSON.stringify(value)}`)
}

/** A quantity in hex; the empty string and `0x` are 0. One of more than 256 bits is marked with a prefix. */
function number(value: unknown): bigint {
  const digits = text(value).replace(/^0x:bigint /, '')
  return digits === '' || digits === '0x' ? 0n : BigInt(digits)
}
