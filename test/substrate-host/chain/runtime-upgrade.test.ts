import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { equalBytes } from '../../../src/primitives/equal-bytes.ts'
import { encodeBytes, encodeCompact } from '../../../src/primitives/scale/encode.ts'
import type { Chain } from '../../../src/substrate-host/chain/chain.ts'
import { twox } from '../../../src/substrate-host/hashing/twox.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import type { ChainEvent } from '../../../src/substrate-host/substrate-chain.ts'
import { devRuntime, openDevChain } from '../support/dev-chain.ts'
import { alice, remarkCall, signedExtrinsic } from '../support/dev-signer.ts'

const CODE_KEY = new TextEncoder().encode(':code')
const LAST_UPGRADE_KEY = concatBytes(
  ['System', 'LastRuntimeUpgrade'].map((name) => twox(new TextEncoder().encode(name), 2)),
)
const REMARK = remarkCall(Uint8Array.of(1))

/** The runtime that says it has another `spec_version`: the second of five numbers that are all 1. It signs for 1 as before. */
function runtimeWithSpecVersion(version: number): Uint8Array {
  const code = devRuntime.slice()
  const versions = Buffer.from(code).indexOf(Buffer.from('01000000'.repeat(5), 'hex'))
  code[versions + 4] = version
  expect(Runtime.load(code).version.specVersion).toBe(version)
  return code
}

/** `Sudo::sudo_unchecked_weight` of `System::set_code_without_checks`. */
function setCodeCall(code: Uint8Array): Uint8Array {
  const setCode = concatBytes([Uint8Array.of(0, 3), encodeBytes(code)])
  return concatBytes([Uint8Array.of(4, 1), setCode, encodeCompact(1000), encodeCompact(1000)])
}

/** The `spec_version` in `System::LastRuntimeUpgrade`, a compact integer. */
function lastUpgrade(chain: Chain): number {
  const entry = chain.stateAt(chain.best.hash).get(LAST_UPGRADE_KEY)
  return (entry?.[0] ?? 0) / 4
}

describe('Chain, with another runtime', () => {
  it('runs the new runtime from the next block on', async () => {
    const chain = await openDevChain()
    const { genesisHash } = chain
    const events: ChainEvent[] = []
    chain.onEvent((event) => events.push(event))
    const code = runtimeWithSpecVersion(2)
    const change = signedExtrinsic(alice, setCodeCall(code), { nonce: 0, genesisHash })
    expect(chain.pool.submit(change).ok).toBe(true)
    const block = await chain.sealBlock()
    expect(block.body).toHaveLength(2)
    expect(block.header.digest).toEqual([{ kind: 'runtimeEnvironmentUpdated' }])
    expect(chain.runtimeVersion(genesisHash).specVersion).toBe(1)
    expect(chain.runtimeVersion(block.hash).specVersion).toBe(2)
    expect(equalBytes(chain.stateAt(block.hash).get(CODE_KEY) ?? REMARK, code)).toBe(true)
    // What the new runtime does first: it notes its version, which migrations depend on.
    expect(lastUpgrade(chain)).toBe(1)
    const next = await chain.sealBlock()
    expect(next.header.digest).toEqual([])
    expect(lastUpgrade(chain)).toBe(2)
    const changed = events.flatMap((event) => (event.kind === 'best' ? [event.runtimeChanged] : []))
    expect(changed).toEqual([true, false])
  })

  it('executes a block that changes the runtime, and the next one, when they come from elsewhere', async () => {
    const chain = await openDevChain()
    const other = await openDevChain()
    const { genesisHash } = chain
    const code = runtimeWithSpecVersion(3)
    const change = signedExtrinsic(alice, setCodeCall(code), { nonce: 0, genesisHash })
    const first = await chain.sealBlock({ extrinsics: [change] })
    await other.importBlock(first)
    const remark = signedExtrinsic(alice, REMARK, { nonce: 1, genesisHash })
    const second = await chain.sealBlock({ extrinsics: [remark] })
    expect([...first.refused, ...second.refused]).toEqual([])
    await other.importBlock(second)
    expect(other.runtimeVersion(other.best.hash).specVersion).toBe(3)
    expect(other.best).toEqual(chain.best)
  })
})
