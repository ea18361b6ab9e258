import { describe, expect, it } from 'vitest'
import { TransactionPool } from '../../../devnet/node/transaction-pool.ts'
import type { RecoveredTransaction } from '../../../src/chain/transaction/recovered-transaction.ts'
import { emptyTransaction } from '../../../src/chain/transaction/transaction.ts'
import { address } from '../../../src/primitives/address.ts'
import { bytes32 } from '../../../src/primitives/bytes32.ts'

let serial = 0

function pooled(sender: number, nonce: bigint, fee = 100n): RecoveredTransaction {
  serial += 1
  const hash = new Uint8Array(32)
  new DataView(hash.buffer).setUint32(28, serial)
  const fees = { maxFeePerGas: fee, maxPriorityFeePerGas: fee }
  const signature = { yParity: 0n, r: 1n, s: 1n }
  return {
    transaction: { ...emptyTransaction, type: 'legacy', chainId: 1n, nonce, ...fees, ...signature },
    hash: bytes32(hash),
    sender: address(new Uint8Array(20).fill(sender)),
  }
}

describe('TransactionPool', () => {
  it('finds by hash and by sender and nonce, until it is removed', () => {
    const pool = new TransactionPool()
    const one = pooled(1, 5n)
    pool.add(one)
    expect(pool.get(one.hash)).toBe(one)
    expect(pool.find(one.sender, 5n)).toBe(one)
    expect(pool.find(one.sender, 4n)).toBeUndefined()
    pool.remove(one)
    expect(pool.get(one.hash)).toBeUndefined()
    expect(pool.size).toBe(0)
  })

  it('lists the transactions that follow without a gap', () => {
    const pool = new TransactionPool()
    const { sender } = pooled(1, 0n)
    for (const nonce of [3n, 4n, 6n]) pool.add(pooled(1, nonce))
    const following = (nonce: bigint) =>
      pool.following(sender, nonce).map(({ transaction }) => transaction.nonce)
    expect(following(3n)).toEqual([3n, 4n])
    expect(following(2n)).toEqual([])
  })

  it('knows a transaction that it has', () => {
    const pool = new TransactionPool()
    const one = pooled(1, 0n)
    pool.add(one)
    expect(() => pool.add(one)).toThrow('already known')
  })

  // geth's price bump is 10 %
  it.each([
    { fee: 100n, outcome: 'refused' },
    { fee: 109n, outcome: 'refused' },
    { fee: 110n, outcome: 'taken' },
  ])('a replacement that pays $fee instead of 100 is $outcome', ({ fee, outcome }) => {
    const pool = new TransactionPool()
    const old = pooled(1, 0n)
    const replacement = pooled(1, 0n, fee)
    pool.add(old)
    if (outcome === 'refused') {
      expect(() => pool.add(replacement)).toThrow('replacement transaction underpriced')
      expect(pool.get(old.hash)).toBe(old)
      return
    }
    pool.add(replacement)
    expect(pool.get(old.hash)).toBeUndefined()
    expect(pool.find(old.sender, 0n)).toBe(replacement)
  })

  it('is bounded', () => {
    const pool = new TransactionPool()
    for (let nonce = 1n; nonce <= 1024n; nonce += 1n) pool.add(pooled(1, nonce))
    expect(() => pool.add(pooled(1, 2000n))).toThrow('txpool is full')
    pool.add(pooled(2, 1n))
    expect(pool.size).toBe(1025)
  })
})
