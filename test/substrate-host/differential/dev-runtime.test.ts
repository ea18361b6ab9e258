import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { encodeBytes, encodeUint, encodeVector } from '../../../src/primitives/scale/encode.ts'
import { encodeHeader } from '../../../src/substrate-host/block/encode-header.ts'
import type { StorageView } from '../../../src/substrate-host/storage-view.ts'
import type { SubstrateChain } from '../../../src/substrate-host/substrate-chain.ts'
import { MapStorage, name } from '../map-storage.ts'
import { type Call, Smoldot } from '../smoldot.ts'
import { devRuntime, openDevChain } from '../support/dev-chain.ts'
import {
  alice,
  remarkCall,
  type Signer,
  signedExtrinsic,
  signerNumber,
  sudoCall,
  transferCall,
} from '../support/dev-signer.ts'

const BLOCKS = 10
const EXTRINSICS = 50
const UNIT = 10n ** 12n
const STATE_VERSION = 1

const signers: readonly Signer[] = [alice, signerNumber(1), signerNumber(2), signerNumber(3)]
const lab = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`lab:${text}`))

const account = fc.oneof(
  fc.constantFrom(...signers.map(({ publicKey }) => publicKey)),
  fc.integer({ min: 10, max: 14 }).map((number) => signerNumber(number).publicKey),
)
/** Some leave nothing, some are below the existential deposit, some are more than anybody has. */
const amount = fc.constantFrom(1n, UNIT / 1000n, UNIT, 5n * UNIT, 10n ** 30n)
const labKey = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 3, maxLength: 5 }).map(lab)
const labPrefix = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 2 }).map(lab)

const transfer = fc.tuple(account, amount).map(([to, value]) => transferCall(to, value))
const remark = fc.uint8Array({ maxLength: 80 }).map(remarkCall)
const remarkWithEvent = fc
  .uint8Array({ maxLength: 80 })
  .map((bytes) => call(0, 7, encodeBytes(bytes)))
const setStorage = fc
  .array(fc.tuple(labKey, fc.uint8Array({ maxLength: 50 })), { maxLength: 6 })
  .map((pairs) =>
    call(
      0,
      4,
      encodeVector(
        pairs.map(([key, value]) => concatBytes([encodeBytes(key), encodeBytes(value)])),
      ),
    ),
  )
const killStorage = fc
  .array(labKey, { maxLength: 4 })
  .map((keys) => call(0, 5, encodeVector(keys.map(encodeBytes))))
const killPrefix = fc
  .tuple(labPrefix, fc.integer({ min: 0, max: 9 }))
  .map(([prefix, keys]) => call(0, 6, encodeBytes(prefix), encodeUint(BigInt(keys), 4)))

/** smoldot does not remove by prefix what the overlay alone has: a block writes keys, the next one removes them. */
function callsOf(blockNumber: number): fc.Arbitrary<Uint8Array> {
  const root = blockNumber % 2 === 1 ? setStorage : fc.oneof(killStorage, killPrefix)
  const plain = fc.oneof(
    transfer,
    transfer,
    remark,
    remarkWithEvent,
    root,
    root.map(sudoCall),
    root.map(sudoCall),
  )
  const batch = fc
    .tuple(fc.constantFrom(0, 2, 4), fc.array(plain, { maxLength: 4 }))
    .map(([kind, calls]) => call(5, kind, encodeVector(calls)))
  return fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: batch })
}

/** Blocks of random extrinsics, many of which fail, as this host makes them and as smoldot executes them. */
describe('the development runtime against smoldot', () => {
  afterAll(() => Smoldot.close())

  it('changes the same storage and ends in the same root', async () => {
    const chain = await openDevChain()
    const smoldot = new Smoldot(devRuntime)
    const nonces = new Map<Signer, number>()
    const sign = (signer: Signer, bytes: Uint8Array): Uint8Array => {
      const nonce = nonces.get(signer) ?? 0
      nonces.set(signer, nonce + 1)
      return signedExtrinsic(signer, bytes, { nonce, genesisHash: chain.genesisHash })
    }
    let applied = 0
    for (let number = 1; number <= BLOCKS; number++) {
      const random = fc.sample(fc.tuple(fc.constantFrom(...signers), callsOf(number)), {
        numRuns: EXTRINSICS,
        seed: number,
      })
      const funding =
        number > 1
          ? []
          : signers.map(({ publicKey }) => sign(alice, transferCall(publicKey, 1000n * UNIT)))
      const extrinsics = [...funding, ...random.map(([signer, bytes]) => sign(signer, bytes))]
      const before = readState(chain)
      const block = await chain.sealBlock({ extrinsics, fromPool: 'none' })
      expect(block.refused).toEqual([])
      applied += extrinsics.length

      const { changes } = await smoldot.run(before, callsOfBlock(chain, number, block.body))
      const ours = chain
        .storageChanges(block.hash)
        .top.map(({ key, value }) => [name(key), value && name(value)] as const)
      const expected = effective(before, changes)
      expect(expected.size).toBeGreaterThan(10)
      expect(effective(before, new Map(ours))).toEqual(expected)
      expect(`0x${name(block.header.stateRoot)}`).toBe(
        await Smoldot.root(readState(chain), STATE_VERSION),
      )
    }
    expect(applied).toBeGreaterThan(500)
    await chain.close()
  }, 120_000)
})

function call(pallet: number, index: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes([Uint8Array.of(pallet, index), ...parts])
}

/** What an executing node calls, with the seals and roots that are not known yet left out. */
function callsOfBlock(chain: SubstrateChain, number: number, body: readonly Uint8Array[]): Call[] {
  const header = chain.header(chain.best.hash)
  if (header === undefined) throw new Error(`block ${number} is not there`)
  const bare = { ...header, stateRoot: ZERO_BYTES32, extrinsicsRoot: ZERO_BYTES32 }
  return [
    ['Core_initialize_block', encodeHeader(bare)],
    ...body.map((extrinsic): Call => ['BlockBuilder_apply_extrinsic', extrinsic]),
    ['BlockBuilder_finalize_block', new Uint8Array(0)],
  ]
}

/** Everything in the best state. */
function readState(chain: SubstrateChain): MapStorage {
  const view: StorageView = chain.stateAt(chain.best.hash)
  const state = new MapStorage()
  let key =
    view.get(new Uint8Array(0)) === undefined ? view.nextKey(new Uint8Array(0)) : new Uint8Array(0)
  for (; key !== undefined; key = view.nextKey(key))
    state.top.set(name(key), (view.get(key) ?? new Uint8Array(0)).slice())
  return state
}

/** Without what only says that nothing changed. */
function effective(
  before: MapStorage,
  changes: ReadonlyMap<string, string | undefined>,
): Map<string, string | undefined> {
  const was = (key: string): string | undefined => {
    const value = before.top.get(key)
    return value && name(value)
  }
  return new Map(
    [...changes]
      .filter(([key, value]) => was(key) !== value)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  )
}
