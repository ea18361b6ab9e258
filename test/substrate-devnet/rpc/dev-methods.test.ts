import { xxhashAsHex } from '@polkadot/util-crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hex } from '../../../src/primitives/hex.ts'
import { type RealNode, startRealNode, transfer } from '../support/real-node.ts'

let node: RealNode
beforeAll(async () => {
  node = await startRealNode()
})
afterAll(() => node.close())

const rpc = <T>(method: string, ...params: unknown[]) => node.client.call<T>(method, ...params)
const bestNumber = async () => Number((await rpc<{ number: string }>('chain_getHeader')).number)
const storageKey = (pallet: string, item: string): Hex =>
  `0x${[pallet, item].map((name) => xxhashAsHex(name, 128).slice(2)).join('')}`
const now = async () => {
  const value = await rpc<Hex>('state_getStorage', storageKey('Timestamp', 'Now'))
  return Number(Buffer.from(value.slice(2), 'hex').readBigUInt64LE())
}

describe('dev', () => {
  it('makes blocks, by count and up to a number', async () => {
    const before = await bestNumber()
    const hash = await rpc('dev_newBlock', { count: 3 })
    expect(await bestNumber()).toBe(before + 3)
    expect(await rpc('chain_getBlockHash')).toBe(hash)
    await rpc('dev_newBlock', { to: before + 7, unsafeBlockHeight: before + 4 })
    expect(await bestNumber()).toBe(before + 7)
  })

  it('makes a block of given transactions, and holds back those of the pool', async () => {
    await rpc('dev_setBlockBuildMode', 'Manual')
    const waiting = await node.signed(transfer(node.bob.address, 1n))
    await rpc('author_submitExtrinsic', waiting)
    const given = await node.signed(transfer(node.alice.address, 1n), { signer: node.bob })
    const block = await rpc('dev_newBlock', { transactions: [given] })
    const { block: found } = await rpc<{ block: { extrinsics: Hex[] } }>('chain_getBlock', block)
    expect(found.extrinsics.slice(1)).toEqual([given]) // behind the time
    expect(await rpc('author_pendingExtrinsics')).toEqual([waiting])
    expect(await rpc('system_accountNextIndex', node.alice.address)).toBe(1)
    await rpc('dev_setBlockBuildMode', 'Instant')
    await expect.poll(() => rpc('author_pendingExtrinsics')).toEqual([])
  })

  it('counts what waits in the next index of an account', async () => {
    await rpc('dev_setBlockBuildMode', 'Manual')
    const first = await rpc<number>('system_accountNextIndex', node.bob.address)
    for (const nonce of [first, first + 1, first + 2]) {
      const options = { signer: node.bob, nonce }
      await rpc(
        'author_submitExtrinsic',
        await node.signed(transfer(node.alice.address, 1n), options),
      )
    }
    expect(await rpc('system_accountNextIndex', node.bob.address)).toBe(first + 3)
    const public_ = `0x${Buffer.from(node.bob.publicKey).toString('hex')}`
    expect(await rpc('account_nextIndex', public_)).toBe(first + 3)
    await rpc('dev_newBlock')
    expect(await rpc('author_pendingExtrinsics')).toEqual([])
    await rpc('dev_setBlockBuildMode', 'Batch')
  })

  it('gives a key another value, in a block of its own', async () => {
    const key = '0xfeed'
    const before = await bestNumber()
    await rpc('dev_setStorage', [
      [key, '0x01'],
      ['0xfeee', '0x02'],
    ])
    expect(await bestNumber()).toBe(before + 1)
    expect(await rpc('state_getStorage', key)).toBe('0x01')
    expect(await rpc('state_getKeysPaged', '0xfe', 10)).toEqual([key, '0xfeee'])
    await rpc('dev_setStorage', [[key, null]])
    expect(await rpc('state_getStorage', key)).toBeNull()
    // The chain goes on from what was set.
    await rpc('dev_newBlock', { count: 2 })
    expect(await rpc('state_getStorage', '0xfeee')).toBe('0x02')
  })

  it('travels in time, and does not go back', async () => {
    const start = await now()
    const target = start + 86_400_000
    expect(await rpc('dev_timeTravel', target)).toBe(target)
    await rpc('dev_newBlock')
    expect(await now()).toBeGreaterThanOrEqual(target)
    expect(await now()).toBeLessThan(target + 60_000)
    const failure = await node.client.failure('dev_timeTravel', start)
    expect(failure).toMatchObject({ code: -32602 })
    const year = await rpc<number>('dev_timeTravel', '2099-01-01T00:00:00Z')
    await rpc('dev_newBlock')
    expect(await now()).toBeGreaterThanOrEqual(year)
  })

  it('goes back to an earlier block, and on from there', async () => {
    const number = await bestNumber()
    const hash = await rpc<Hex>('chain_getBlockHash')
    await rpc('dev_setStorage', [['0xabba', '0x01']])
    await rpc('dev_newBlock')
    expect(await rpc('dev_setHead', number)).toBe(hash)
    expect(await bestNumber()).toBe(number)
    expect(await rpc('state_getStorage', '0xabba')).toBeNull()
    const next = await rpc<Hex>('dev_newBlock')
    const header = await rpc<{ parentHash: Hex }>('chain_getHeader', next)
    expect(header.parentHash).toBe(hash)
  })

  it('shows what a transaction would do, and does none of it', async () => {
    const before = await rpc('chain_getBlockHash')
    const extrinsic = await node.signed(transfer(node.bob.address, 5n))
    const { outcome, storageDiff } = await rpc<{ outcome: Hex; storageDiff: [Hex, Hex][] }>(
      'dev_dryRun',
      { extrinsic },
    )
    expect(outcome).toBe('0x0000') // Ok(Ok(()))
    const account = storageKey('System', 'Account')
    expect(storageDiff.filter(([key]) => key.startsWith(account)).length).toBeGreaterThanOrEqual(2)
    expect(await rpc('system_dryRun', extrinsic)).toBe(outcome)
    expect(await rpc('chain_getBlockHash')).toBe(before)
    expect(await rpc('author_pendingExtrinsics')).toEqual([])
  })
})

describe('state, payment, archive', () => {
  it('shows a change of storage to who watches the key, and to nobody else', async () => {
    const id = await rpc<string>('state_subscribeStorage', ['0xdada', '0xdadb'])
    const [first] = await node.client.results<{ changes: unknown[] }>(id, 1)
    expect(first?.changes).toEqual([
      ['0xdada', null],
      ['0xdadb', null],
    ])
    await rpc('dev_newBlock')
    const block = await rpc('dev_setStorage', [['0xdada', '0x77']])
    expect(await node.client.results(id, 1)).toEqual([{ block, changes: [['0xdada', '0x77']] }])
    expect(await rpc('state_unsubscribeStorage', id)).toBe(true)
    const from = await rpc('chain_getBlockHash', 0)
    const history = await rpc<{ block: Hex }[]>('state_queryStorage', ['0xdada'], [from][0])
    expect(history.map((set) => set.block)).toEqual([from, block])
  })

  it('shows the difference of two states', async () => {
    const start = await rpc('dev_setStorage', [
      ['0xd1ff01', '0x01'],
      ['0xd1ff02', '0x01'],
    ])
    await rpc('dev_setStorage', [
      ['0xd1ff01', null],
      ['0xd1ff03', '0x03'],
    ])
    const end = await rpc('dev_setStorage', [['0xd1ff02', '0x02']])
    const items = [{ key: '0xd1ff', returnType: 'value' }]
    const id = await rpc<string>('archive_v1_storageDiff', end, items, start)
    expect(await node.client.results(id, 4)).toEqual([
      { event: 'storageDiff', key: '0xd1ff01', type: 'deleted' },
      { event: 'storageDiff', key: '0xd1ff02', value: '0x02', type: 'modified' },
      { event: 'storageDiff', key: '0xd1ff03', value: '0x03', type: 'added' },
      { event: 'storageDiffDone' },
    ])
    const alone = await rpc<string>('archive_v1_storageDiff', end, items)
    expect(await node.client.results(alone, 2)).toEqual([
      { event: 'storageDiff', key: '0xd1ff02', value: '0x02', type: 'modified' },
      { event: 'storageDiffDone' },
    ])
  })

  it('gives storage of an old block, and its Merkle value that changes with what is below', async () => {
    const merkle = async (block: unknown, key: string) => {
      const query = [{ key, type: 'closestDescendantMerkleValue' }]
      const id = await rpc<string>('archive_v1_storage', block, query, null)
      const [first] = await node.client.results<Record<string, string>>(id, 1)
      return first?.['event'] === 'storage' ? first['closestDescendantMerkleValue'] : undefined
    }
    const one = await rpc('dev_setStorage', [
      ['0xee01', '0x01'],
      ['0xee02', '0x02'],
    ])
    const same = await rpc('dev_newBlock')
    const other = await rpc('dev_setStorage', [['0xee02', '0x03']])
    expect(await merkle(one, '0xee')).toMatch(/^0x/)
    expect(await merkle(same, '0xee')).toBe(await merkle(one, '0xee'))
    expect(await merkle(other, '0xee')).not.toBe(await merkle(one, '0xee'))
    expect(await merkle(other, '0xee01')).toBe(await merkle(one, '0xee01'))
    expect(await merkle(other, '0xee03')).toBeUndefined()
    // Below everything is the root.
    const header = await rpc<{ stateRoot: Hex }>('chain_getHeader', other)
    expect(await merkle(other, '0x')).toBe(header.stateRoot)
  })

  it('says what a transaction costs, as the runtime’s API does', async () => {
    const extrinsic = await node.signed(transfer(node.bob.address, 1n))
    const info = await rpc<{ partialFee: string; class: string }>('payment_queryInfo', extrinsic)
    const details = await rpc<{ inclusionFee: Record<string, string> }>(
      'payment_queryFeeDetails',
      extrinsic,
    )
    const sum = Object.values(details.inclusionFee).reduce((fee, part) => fee + BigInt(part), 0n)
    expect(info.class).toBe('normal')
    expect(BigInt(info.partialFee)).toBe(sum)
    const decoded = node.api.createType('Extrinsic', extrinsic)
    const query = node.api.call['transactionPaymentApi']?.['queryInfo']
    if (query === undefined) throw new Error('no TransactionPaymentApi')
    const found = await query(decoded.toU8a(), decoded.encodedLength)
    const { partialFee } = found as unknown as { partialFee: { toString(): string } }
    expect(info.partialFee).toBe(partialFee.toString())
  })

  it('answers by the names that older clients use', async () => {
    const { methods } = await rpc<{ methods: string[] }>('rpc_methods')
    expect([...methods].sort()).toEqual(methods)
    for (const name of [
      'chain_getHead',
      'state_callAt',
      'state_getStorageAt',
      'chain_subscribeNewHead',
    ]) {
      expect(methods).toContain(name)
    }
    expect(await rpc('chain_getHead')).toBe(await rpc('chain_getBlockHash'))
    expect(await rpc('chain_getBlockHash', [0, '0x1', 4_000_000_000])).toEqual([
      await rpc('chainSpec_v1_genesisHash'),
      await rpc('chain_getBlockHash', 1),
      null,
    ])
    expect(await rpc('system_properties')).toEqual(await rpc('chainSpec_v1_properties'))
  })
})
