import { readFileSync } from 'node:fs'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { MemoryStore } from '../../../src/state/index.ts'
import type { Chain } from '../../../src/substrate-host/chain/chain.ts'
import {
  type ChainOptions,
  openSubstrateChain,
} from '../../../src/substrate-host/chain/open-chain.ts'
import { blake2b128 } from '../../../src/substrate-host/hashing/blake2b.ts'
import { twox128 } from '../../../src/substrate-host/hashing/twox.ts'

/** The development runtime. */
export const devRuntime: Uint8Array = new Uint8Array(
  readFileSync(new URL('../../../fixtures/substrate/gantry-runtime.wasm', import.meta.url)),
)

const START_MS = 1_700_000_000_000

/** A chain of the development runtime, in memory, with a clock of its own. */
export async function openDevChain(options: Partial<ChainOptions> = {}): Promise<Chain> {
  let now = START_MS
  return openSubstrateChain({
    store: new MemoryStore(),
    genesis: { code: devRuntime, config: { kind: 'preset', name: 'development' } },
    nowMs: () => {
      now += 1000
      return now
    },
    ...options,
  })
}

/** Where `System::Account` has an account. */
export function accountKey(account: Uint8Array): Uint8Array {
  const text = new TextEncoder()
  return concatBytes([
    twox128(text.encode('System')),
    twox128(text.encode('Account')),
    blake2b128(account),
    account,
  ])
}

/** Nonce and free balance of an account. */
export function accountOf(
  chain: Chain,
  account: Uint8Array,
): { readonly nonce: number; readonly free: bigint } {
  const entry = chain.stateAt(chain.best.hash).get(accountKey(account))
  if (entry === undefined) return { nonce: 0, free: 0n }
  const view = new DataView(entry.buffer, entry.byteOffset)
  const free = view.getBigUint64(16, true) | (view.getBigUint64(24, true) << 64n)
  return { nonce: view.getUint32(0, true), free }
}
