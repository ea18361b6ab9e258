import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore } from '../../../src/state/index.ts'
import type { TransactionStatus } from '../../../src/substrate-host/pool/transaction-status.ts'
import { accountOf, openDevChain } from '../support/dev-chain.ts'
import {
  alice,
  remarkCall,
  signedExtrinsic,
  signerNumber,
  transferCall,
} from '../support/dev-signer.ts'

const UNIT = 10n ** 12n
const bob = signerNumber(1)

describe('Chain', () => {
  it('takes transfers into blocks, and another chain executes the same blocks', async () => {
    const chain = await openDevChain()
    const other = await openDevChain()
    const { genesisHash } = chain
    expect(toHex(other.genesisHash)).toBe(toHex(genesisHash))
    for (let nonce = 0; nonce < 3; nonce++) {
      const transfer = signedExtrinsic(alice, transferCall(bob.publicKey, UNIT), {
        nonce,
        genesisHash,
      })
      expect(chain.pool.submit(transfer).ok).toBe(true)
      const block = await chain.sealBlock()
      expect(block.body.map(toHex)).toContain(toHex(transfer))
      await other.importBlock(block)
    }
    expect(accountOf(chain, bob.publicKey).free).toBe(3n * UNIT)
    expect(accountOf(other, bob.publicKey).free).toBe(3n * UNIT)
    expect(toHex(other.best.hash)).toBe(toHex(chain.best.hash))
  })

  it('says what becomes of a transaction', async () => {
    const chain = await openDevChain()
    const { genesisHash } = chain
    const said: TransactionStatus['kind'][] = []
    const later = signedExtrinsic(alice, remarkCall(Uint8Array.of(1)), { nonce: 1, genesisHash })
    const first = signedExtrinsic(alice, remarkCall(Uint8Array.of(2)), { nonce: 0, genesisHash })
    chain.pool.submit(later, ({ kind }) => said.push(kind))
    chain.pool.submit(first)
    const block = await chain.sealBlock({ finality: 'later' })
    expect(block.body.slice(1).map(toHex)).toEqual([first, later].map(toHex))
    await chain.finalize(block.hash)
    expect(said).toEqual(['future', 'ready', 'inBlock', 'finalized'])
  })

  it('refuses a block that is not what its extrinsics lead to', async () => {
    const chain = await openDevChain()
    const other = await openDevChain()
    const block = await chain.sealBlock()
    const body = [...block.body, block.body[0] as Uint8Array]
    await expect(other.importBlock({ ...block, body })).rejects.toMatchObject({
      code: 'SUBSTRATE_BLOCK_REFUSED',
    })
    await other.importBlock(block)
    expect(other.best.number).toBe(1)
  })

  it('goes on where it was when it is opened again', async () => {
    const store = new MemoryStore()
    const chain = await openDevChain({ store })
    for (let i = 0; i < 5; i++) await chain.sealBlock()
    const again = await openDevChain({ store, nowMs: () => 1_800_000_000_000 })
    expect(again.best).toEqual(chain.best)
    expect(again.finalized).toEqual(chain.finalized)
    await again.sealBlock()
    expect(again.best.number).toBe(6)
  })

  it('goes back to an earlier block, whose transactions wait again', async () => {
    const chain = await openDevChain()
    const { genesisHash } = chain
    await chain.sealBlock()
    const { hash } = chain.best
    const said: TransactionStatus['kind'][] = []
    const remark = signedExtrinsic(alice, remarkCall(Uint8Array.of(1)), { nonce: 0, genesisHash })
    chain.pool.submit(remark, ({ kind }) => said.push(kind))
    await chain.sealBlock({ finality: 'later' })
    await chain.setHead(hash)
    expect(chain.best.number).toBe(1)
    expect(chain.pool.ready().map(toHex)).toEqual([toHex(remark)])
    const block = await chain.sealBlock()
    expect(block.body).toHaveLength(2)
    expect(said).toEqual(['ready', 'inBlock', 'retracted', 'ready', 'inBlock', 'finalized'])
  })
})
