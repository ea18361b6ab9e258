import { toHex } from '../../src/primitives/hex.ts'
import { storagePrefix } from '../../src/substrate-host/hashing/storage-key.ts'
import type { SealOptions, SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'

const NOW_KEY = storagePrefix('Timestamp', 'Now')
const utf8 = new TextEncoder()
const AURA = utf8.encode('aura')
/** What runtimes call their `AuraApi`: the BLAKE2b of its name, in 64 bits. */
const AURA_API = '0xdd718d5cc53262d4'
const NO_ARGUMENTS = new Uint8Array()

/** The time of the last block, in ms since 1970; undefined for a runtime without pallet-timestamp. */
export function chainTimeMs(chain: SubstrateChain): number | undefined {
  const now = chain.stateAt(chain.best.hash).get(NOW_KEY)
  return now === undefined || now.length !== 8 ? undefined : Number(readU64(now))
}

/**
 * What a block's time decides: the time itself, which is later than the last block's, and for a runtime with Aura the slot
 * in its digest, which must be another one than the last block's.
 */
export function blockTime(chain: SubstrateChain, wantedMs: number): SealOptions {
  const slotMs = auraSlotMs(chain)
  const lastMs = chainTimeMs(chain) ?? 0
  if (slotMs === undefined) return { timestampMs: Math.max(wantedMs, lastMs + 1) }
  const slot = Math.max(Math.floor(wantedMs / slotMs), Math.floor(lastMs / slotMs) + 1)
  const data = new Uint8Array(8)
  new DataView(data.buffer).setBigUint64(0, BigInt(slot), true)
  return {
    timestampMs: Math.max(wantedMs, slot * slotMs),
    digest: [{ kind: 'preRuntime', engine: AURA, data }],
  }
}

function auraSlotMs(chain: SubstrateChain): number | undefined {
  const { hash } = chain.best
  if (!chain.runtimeVersion(hash).apis.some(({ id }) => toHex(id) === AURA_API)) return undefined
  const { output } = chain.call(hash, 'AuraApi_slot_duration', NO_ARGUMENTS)
  return Number(readU64(output))
}

function readU64(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigUint64(0, true)
}
