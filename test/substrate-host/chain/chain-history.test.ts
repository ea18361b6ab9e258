import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { equalBytes } from '../../../src/primitives/equal-bytes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore } from '../../../src/state/index.ts'
import {
  StatePrunedError,
  UnknownBlockError,
} from '../../../src/substrate-host/chain/chain-error.ts'
import type { TransactionStatus } from '../../../src/substrate-host/pool/transaction-status.ts'
import type { ChainEvent } from '../../../src/substrate-host/substrate-chain.ts'
import { accountKey, openDevChain } from '../support/dev-chain.ts'
import {
  alice,
  remarkCall,
  signedExtrinsic,
  signerNumber,
  transferCall,
} from '../support/dev-signer.ts'

const bob = signerNumber(1)

describe('Chain, looking back', () => {
  it('reads the states of the last blocks and refuses those that were pruned', async () => {
    const chain = await openDevChain({ states: { keep: 'recent', blocks: 4 } })
    for (let i = 0; i < 70; i++) await chain.sealBlock()
    const first = chain.hashOf(1)
    if (first === undefined) throw new Error('block 1 is gone')
    expect(chain.header(first)?.number).toBe(1)
    expect(() => chain.stateAt(first)).toThrow(StatePrunedError)
    for (let number = 66; number <= 70; number++) {
      const hash = chain.hashOf(number) ?? first
      expect(chain.call(hash, 'Core_version', new Uint8Array(0)).output.length).toBeGreaterThan(0)
    }
    await expect(chain.setHead(first)).rejects.toThrow(StatePrunedError)
    expect(() => chain.stateAt(chain.best.hash.slice().reverse() as typeof first)).toThrow(
      UnknownBlockError,
    )
  })

  it('keeps every state when it is asked to', async () => {
    const chain = await openDevChain({ states: { keep: 'all', blocks: 2 } })
    const roots: string[] = []
    for (let i = 0; i < 70; i++) roots.push(toHex((await chain.sealBlock()).header.stateRoot))
    for (const [index, root] of roots.entries()) {
      const hash = chain.hashOf(index + 1)
      if (hash === undefined) throw new Error('a block is gone')
      expect(toHex(chain.stateAt(hash).root)).toBe(root)
      expect(chain.stateAt(hash).get(accountKey(alice.publicKey))).toBeDefined()
    }
  })

  it('does not forget what was pruned when it is opened to keep everything', async () => {
    const store = new MemoryStore()
    const recent = await openDevChain({ store, states: { keep: 'recent', blocks: 4 } })
    for (let i = 0; i < 40; i++) await recent.sealBlock()
    const chain = await openDevChain({
      store,
      states: { keep: 'all', blocks: 4 },
      nowMs: () => 1_800_000_000_000,
    })
    const first = chain.hashOf(1) ?? chain.genesisHash
    expect(() => chain.stateAt(first)).toThrow(StatePrunedError)
    await chain.sealBlock()
    expect(chain.best.number).toBe(41)
  })

  it('finds the changes of a block again when it has forgotten them', async () => {
    const chain = await openDevChain()
    const { genesisHash } = chain
    const transfer = transferCall(bob.publicKey, 10n ** 12n)
    chain.pool.submit(signedExtrinsic(alice, transfer, { nonce: 0, genesisHash }))
    const { hash, header } = await chain.sealBlock()
    const remembered = chain.storageChanges(hash)
    for (let i = 0; i < 70; i++) await chain.sealBlock()
    const found = chain.storageChanges(hash)
    const before = chain.stateAt(header.parentHash)
    const real = remembered.top.filter(({ key, value }) => {
      const old = before.get(key)
      return old === undefined || value === undefined ? old !== value : !equalBytes(old, value)
    })
    expect(found.top.map(({ key, value }) => [toHex(key), value && toHex(value)])).toEqual(
      real.map(({ key, value }) => [toHex(key), value && toHex(value)]),
    )
    expect(found.top.map(({ key }) => toHex(key))).toContain(toHex(accountKey(bob.publicKey)))
  })

  it('tells of blocks in their order, once they are safe', async () => {
    const chain = await openDevChain()
    const heard: string[] = []
    const stop = chain.onEvent((event: ChainEvent) => {
      if (event.kind === 'best') {
        heard.push(`best ${event.block.header.number} ${chain.best.number}`)
        return
      }
      const numbers = event.hashes.map((hash) => chain.header(hash)?.number ?? 'gone')
      heard.push(`${event.kind} ${numbers.join(' ')}`)
    })
    await Promise.all([chain.sealBlock(), chain.sealBlock({ finality: 'later' })])
    const third = await chain.sealBlock({ finality: 'later' })
    await chain.finalize(third.hash)
    await chain.setHead(chain.hashOf(2) ?? third.hash)
    stop()
    await chain.sealBlock()
    expect(heard).toEqual([
      'best 1 1',
      'finalized 1',
      'best 2 2',
      'best 3 3',
      'finalized 2 3',
      'retracted gone',
    ])
    expect(chain.finalized.number).toBe(3)
  })

  it('drops a mortal transaction when its time is over', async () => {
    const chain = await openDevChain()
    const { genesisHash } = chain
    // Period 4, written as 1, from block 0 on: block 3 is the last that it can be in.
    const era = { encoded: Uint8Array.of(1, 0), checkpoint: genesisHash }
    const said: TransactionStatus['kind'][] = []
    const signing = { nonce: 0, genesisHash, era }
    const mortal = signedExtrinsic(alice, remarkCall(Uint8Array.of(1)), signing)
    expect(chain.pool.submit(mortal, ({ kind }) => said.push(kind)).ok).toBe(true)
    for (let i = 0; i < 2; i++) await chain.sealBlock({ fromPool: 'none' })
    expect(said).toEqual(['ready'])
    await chain.sealBlock({ fromPool: 'none' })
    expect(said).toEqual(['ready', 'invalid'])
    expect(chain.pool.submit(mortal)).toMatchObject({ ok: false, refusal: { kind: 'banned' } })
  })

  it('begins a block with the values that it is given', async () => {
    const chain = await openDevChain()
    const value = concatBytes([new Uint8Array(16).fill(1), new Uint8Array(64)])
    await chain.sealBlock({ storage: [{ key: accountKey(bob.publicKey), value }] })
    expect(chain.stateAt(chain.best.hash).get(accountKey(bob.publicKey))).toEqual(value)
  })
})
