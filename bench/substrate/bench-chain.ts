import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { encodeUint } from '../../src/primitives/scale/encode.ts'
import { MemoryStore, openLevelStore } from '../../src/state/index.ts'
import type { Chain } from '../../src/substrate-host/chain/chain.ts'
import { openSubstrateChain } from '../../src/substrate-host/chain/open-chain.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import type { StorageChange } from '../../src/substrate-host/storage-changes.ts'
import { accountKey, devRuntime } from '../../test/substrate-host/support/dev-chain.ts'
import {
  type Signer,
  signedExtrinsic,
  signerNumber,
} from '../../test/substrate-host/support/dev-signer.ts'

/** Accounts that sign, in turn: more than a block has transactions, so that a nonce is rarely above the account's. */
export const SIGNERS = 400

/** `AccountInfo` of an account with a balance: one provider, and the flag of the new logic. */
const FUNDED = concatBytes([
  encodeUint(0n, 4),
  encodeUint(0n, 4),
  encodeUint(1n, 4),
  encodeUint(0n, 4),
  encodeUint(10n ** 18n, 16),
  encodeUint(0n, 16),
  encodeUint(0n, 16),
  encodeUint(1n << 127n, 16),
])

const START_MS = 1_700_000_000_000

/** An account that nobody signs for. */
export function strangerNumber(index: number): Uint8Array {
  return blake2b256(encodeUint(BigInt(index), 8))
}

/** The development genesis with accounts besides: those that sign, and `strangers` others. */
export async function genesisEntries(strangers: number): Promise<readonly StorageChange[]> {
  const chain = await openSubstrateChain({
    store: new MemoryStore(),
    genesis: { code: devRuntime, config: { kind: 'preset', name: 'development' } },
  })
  const { top } = chain.storageChanges(chain.genesisHash)
  await chain.close()
  const signers = Array.from({ length: SIGNERS }, (_, index) => signerNumber(index).publicKey)
  const others = Array.from({ length: strangers }, (_, index) => strangerNumber(index))
  const funded = [...signers, ...others].map((who) => ({ key: accountKey(who), value: FUNDED }))
  return [...top, ...funded]
}

/** A chain on disk, and signers whose nonces go on from block to block. */
export interface BenchChain {
  readonly chain: Chain
  /** As many extrinsics, each of another signer, with the call that `callOf` gives. */
  sign(count: number, callOf: (index: number) => Uint8Array): readonly Uint8Array[]
  close(): Promise<void>
}

/** Opens a chain in a directory that goes with it. */
export async function openBenchChain(
  top: readonly StorageChange[],
  extensions = {},
): Promise<BenchChain> {
  const directory = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  let now = START_MS
  const chain = await openSubstrateChain({
    store: await openLevelStore(directory),
    genesis: { code: devRuntime, config: { kind: 'raw', top } },
    extensions,
    nowMs: () => {
      now += 6000
      return now
    },
  })
  const sign = signInTurn(chain.genesisHash)
  const close = async (): Promise<void> => {
    await chain.close()
    await rm(directory, { recursive: true, force: true })
  }
  return { chain, sign, close }
}

/** Signs for a chain with this genesis. */
export function signInTurn(genesisHash: Uint8Array): BenchChain['sign'] {
  const signers: readonly Signer[] = Array.from({ length: SIGNERS }, (_, i) => signerNumber(i))
  const nonces = new Uint32Array(SIGNERS)
  let turn = 0
  return (count, callOf) =>
    Array.from({ length: count }, (_, index) => {
      const at = turn++ % SIGNERS
      const signing = { nonce: nonces[at] ?? 0, genesisHash }
      nonces[at] = signing.nonce + 1
      return signedExtrinsic(signers[at] as Signer, callOf(index), signing)
    })
}
