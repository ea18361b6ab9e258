import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block } from '../../src/chain/block/block.ts'
import { encodeBlock } from '../../src/chain/block/block.ts'
import { headerItem } from '../../src/chain/block/encode-header.ts'
import type { BlockHeader } from '../../src/chain/block/header.ts'
import { transactionsRoot } from '../../src/chain/block/seal-block.ts'
import { findLogs } from '../../src/chain/find-logs.ts'
import { createGenesis, genesisHeader } from '../../src/chain/genesis/genesis.ts'
import { blockOfRecord } from '../../src/chain/store/block-record.ts'
import { isAtLeast } from '../../src/engine/revision.ts'
import { ZERO_BYTES32 } from '../../src/primitives/bytes32.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { encodeRlp } from '../../src/primitives/rlp.ts'
import { MemoryStore, type StoreBatch } from '../../src/state/index.ts'
import { accounts, ETHER, logger, openTestChain, produce, signed } from './test-chain.ts'

const LIMITS = { blocks: 1000n, logs: 1000 }

describe('produce', () => {
  it('mines what is valid in its order and refuses the rest with a reason', async () => {
    const chain = await openTestChain()
    const transactions = [signed(0, 0n), signed(0, 2n), signed(1, 0n), signed(0, 1n)]
    const { block, receipts, refused } = await produce(chain, transactions)
    expect(block.transactions.map(({ hash }) => hash)).toEqual(
      [0, 2, 3].map((index) => transactions[index]?.hash),
    )
    expect(refused.map(({ refusal }) => refusal.code)).toEqual(['NONCE_TOO_HIGH'])
    expect(receipts.map(({ cumulativeGasUsed }) => cumulativeGasUsed)).toEqual([
      21_000n,
      42_000n,
      63_000n,
    ])
    expect(chain.head).toBe(block)
    expect(chain.stateAt(block).account(accounts[9] ?? logger)?.balance).toBe(100n * ETHER + 3n)
  })

  it('stops at the gas limit of the block', async () => {
    const chain = await openTestChain({ gasLimit: 50_000n })
    const transactions = [0n, 1n, 2n].map((nonce) => signed(0, nonce, { gasLimit: 21_000n }))
    const { block, refused } = await produce(chain, transactions)
    expect(block.header.gasUsed).toBe(42_000n)
    expect(refused[0]?.refusal).toMatchObject({ code: 'GAS_LIMIT_ABOVE_BLOCK', expected: 8000n })
  })

  it('takes one block after the other, and no stale context', async () => {
    const chain = await openTestChain()
    const context = chain.nextContext(5n)
    const [first, second] = await Promise.allSettled([
      chain.produce(context, [signed(0, 0n)]),
      chain.produce(context, [signed(1, 0n)]),
    ])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'STALE_CONTEXT' } })
    expect(chain.head.header.number).toBe(1n)
  })

  it('neither makes nor loses a wei but by the base fee that is burnt', async () => {
    const anyTransfer = fc.record({
      from: fc.nat(8),
      value: fc.bigInt({ min: 0n, max: 10n * ETHER }),
      tip: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransfer, { minLength: 1, maxLength: 12 }),
        async (transfers) => {
          const chain = await openTestChain({ coinbase: logger })
          const nonces = new Map<number, bigint>()
          const transactions = transfers.map(({ from, value, tip }) => {
            const nonce = nonces.get(from) ?? 0n
            nonces.set(from, nonce + 1n)
            return signed(from, nonce, { value, maxPriorityFeePerGas: tip })
          })
          const { block } = await produce(chain, transactions)
          const state = chain.stateAt(block)
          const sum = [...accounts, logger].reduce(
            (total, where) => total + (state.account(where)?.balance ?? 0n),
            0n,
          )
          const burnt = block.header.gasUsed * (block.header.baseFeePerGas ?? 0n)
          expect(sum).toBe(1000n * ETHER - burnt)
        },
      ),
      { numRuns: 15 },
    )
  })
})

/** A store whose disk is full for the next batch when it is told so. */
class FullDiskStore extends MemoryStore {
  isFull = false

  override async write(batch: StoreBatch): Promise<void> {
    if (this.isFull) throw new Error('no space left on device')
    await super.write(batch)
  }
}

describe('a batch that cannot be written', () => {
  it('leaves the chain as it was, and the next block can be made', async () => {
    const store = new FullDiskStore()
    const chain = await openTestChain({ store })
    const { head } = chain
    const transfer = signed(0, 0n)
    store.isFull = true
    await expect(produce(chain, [transfer])).rejects.toThrow('no space left')
    expect(chain.head).toBe(head)
    expect(chain.blockByNumber(1n)).toBeUndefined()
    expect(chain.placeOf(transfer.hash)).toBeUndefined()

    store.isFull = false
    const { block, refused } = await produce(chain, [transfer])
    expect(refused).toEqual([])
    expect((await openTestChain({ store })).head).toEqual(block)
  })
})

describe('what was mined', () => {
  it('is there again after the store is opened again, and goes on', async () => {
    const store = new MemoryStore()
    const before = await openTestChain({ store })
    const call = signed(2, 0n, { to: logger, data: ZERO_BYTES32 })
    const create = signed(2, 1n, { to: undefined, data: new Uint8Array() })
    const { block, receipts } = await produce(before, [signed(0, 0n), call, create])

    const chain = await openTestChain({ store })
    expect(chain.head).toEqual(block)
    expect(chain.blockByNumber(1n)).toEqual(block)
    expect(chain.blockByHash(block.hash)).toEqual(block)
    expect(chain.receipts(chain.head)).toEqual(receipts)
    expect(chain.placeOf(call.hash)).toMatchObject({ index: 1, block: { hash: block.hash } })
    expect(chain.placeOf(ZERO_BYTES32)).toBeUndefined()
    await produce(chain, [signed(0, 1n)])
    expect(chain.head.header.number).toBe(2n)
  })

  it('has its state at every block', async () => {
    const chain = await openTestChain()
    for (const nonce of [0n, 1n, 2n]) await produce(chain, [signed(0, nonce)])
    const balances = [0n, 1n, 2n, 3n].map((number) => {
      const block = chain.blockByNumber(number)
      return block && chain.stateAt(block).account(accounts[9] ?? logger)?.balance
    })
    expect(balances).toEqual([0n, 1n, 2n, 3n].map((wei) => 100n * ETHER + wei))
  })

  it('refuses to open a store of another chain', async () => {
    const store = new MemoryStore()
    await openTestChain({ store })
    await expect(openTestChain({ store, timestamp: 1n })).rejects.toMatchObject({
      code: 'GENESIS_MISMATCH',
    })
  })
})

describe('importBlock', () => {
  it.each([
    'spuriousDragon',
    'byzantium',
    'london',
    'paris',
    'shanghai',
    'cancun',
    'prague',
    'osaka',
  ] as const)('takes what produce makes at %s, to the same bytes', async (revision) => {
    const type = isAtLeast(revision, 'london') ? 'feeMarket' : 'legacy'
    const fee = {
      maxFeePerGas: 10n ** 10n,
      maxPriorityFeePerGas: type === 'legacy' ? 10n ** 10n : 1n,
    }
    const maker = await openTestChain({
      revision,
      difficulty: revision === 'byzantium' ? 2n : 0n,
    })
    const taker = await openTestChain({
      revision,
      difficulty: revision === 'byzantium' ? 2n : 0n,
    })
    for (const nonce of [0n, 1n]) {
      const { block } = await produce(maker, [
        signed(0, nonce, { type, ...fee }),
        signed(1, nonce, { type, ...fee, to: logger, data: Uint8Array.of(7) }),
      ])
      const result = await taker.importEncodedBlock(encodeBlock(blockOfRecord(block)))
      if (!result.ok) throw new Error(result.refusal.message)
      expect(result.block).toEqual(block)
      expect(taker.receipts(taker.head)).toEqual(maker.receipts(block))
    }
  })

  it('takes a block that it has as imported', async () => {
    const chain = await openTestChain()
    const { block } = await produce(chain, [signed(0, 0n)])
    expect(await chain.importBlock(blockOfRecord(block))).toMatchObject({ ok: true })
    expect(chain.head.header.number).toBe(1n)
  })

  const wrongRoot = ZERO_BYTES32
  const ommer = genesisHeader(createGenesis({ chainId: 1n, revision: 'shanghai' }), wrongRoot)
  // biome-ignore format: table
  it.each<{ code: string; header?: Partial<BlockHeader>; body?: Partial<Block> }>([
    { code: 'UNKNOWN_PARENT',             header: { parentHash: wrongRoot } },
    { code: 'WRONG_NUMBER',               header: { number: 3n } },
    { code: 'TIMESTAMP_NOT_AFTER_PARENT', header: { timestamp: 0n } },
    { code: 'WRONG_HEADER_FIELDS',        header: { withdrawalsRoot: undefined } },
    { code: 'GAS_LIMIT_OUT_OF_BOUNDS',    header: { gasLimit: 30_000_000n + 30_000_000n / 1024n } },
    { code: 'GAS_USED_ABOVE_LIMIT',       header: { gasUsed: 30_000_001n } },
    { code: 'EXTRA_DATA_TOO_LONG',        header: { extraData: new Uint8Array(33) } },
    { code: 'WRONG_BASE_FEE',             header: { baseFeePerGas: 1n } },
    { code: 'WRONG_DIFFICULTY',           header: { difficulty: 1n } },
    { code: 'WRONG_NONCE',                header: { nonce: new Uint8Array(8).fill(1) } },
    { code: 'WRONG_OMMERS_HASH',          header: { ommersHash: wrongRoot } },
    { code: 'OMMERS_NOT_ALLOWED',         header: { ommersHash: keccak256(encodeRlp([headerItem(ommer)])) }, body: { ommers: [ommer] } },
    { code: 'WRONG_OMMERS_HASH',          body: { ommers: [ommer] } },
    { code: 'WRONG_TRANSACTIONS_ROOT',    header: { transactionsRoot: wrongRoot } },
    { code: 'WRONG_TRANSACTIONS_ROOT',    body: { transactions: [] } },
    { code: 'WRONG_WITHDRAWALS_ROOT',     header: { withdrawalsRoot: wrongRoot } },
    { code: 'WRONG_WITHDRAWALS_ROOT',     body: { withdrawals: undefined } },
    { code: 'WRONG_GAS_USED',             header: { gasUsed: 20_999n } },
    { code: 'WRONG_LOGS_BLOOM',           header: { logsBloom: new Uint8Array(256) } },
    { code: 'WRONG_RECEIPTS_ROOT',        header: { receiptsRoot: wrongRoot } },
    { code: 'WRONG_STATE_ROOT',           header: { stateRoot: wrongRoot } },
  ])('refuses with $code, and changes nothing', async ({ code, header, body }) => {
    const maker = await openTestChain()
    const { block } = await produce(maker, [signed(0, 0n, { to: logger })])
    const taker = await openTestChain()
    const before = taker.head
    const changed = { ...blockOfRecord(block), ...body, header: { ...block.header, ...header } }
    const result = await taker.importBlock(changed)
    expect(result.ok ? undefined : result.refusal.code).toBe(code)
    expect(taker.head).toBe(before)
    expect(await taker.importBlock(blockOfRecord(block))).toMatchObject({ ok: true })
  })

  it('refuses a sibling of the head, and a transaction that does not fit', async () => {
    const maker = await openTestChain()
    const taker = await openTestChain({ timestamp: 0n })
    await produce(taker)
    const { block } = await produce(maker, [signed(0, 0n)])
    const sibling = await taker.importBlock(blockOfRecord(block))
    expect(sibling).toMatchObject({ ok: false, refusal: { code: 'PARENT_NOT_HEAD' } })

    const other = await openTestChain()
    const twice = { ...blockOfRecord(block) }
    const [transaction] = twice.transactions
    if (transaction === undefined) throw new Error('no transaction')
    const transactions = [transaction, transaction]
    const header = { ...block.header, transactionsRoot: transactionsRoot(transactions) }
    const invalid = await other.importBlock({ ...twice, header, transactions })
    expect(invalid).toMatchObject({
      ok: false,
      refusal: {
        code: 'INVALID_TRANSACTION',
        transaction: { index: 1, refusal: { code: 'NONCE_TOO_LOW' } },
      },
    })
  })

  it('never breaks on a flipped bit, and takes no block but as it is', async () => {
    const maker = await openTestChain()
    const { block } = await produce(maker, [signed(0, 0n), signed(1, 0n, { to: logger })])
    const bytes = encodeBlock(blockOfRecord(block))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const flipped = bytes.slice()
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const taker = await openTestChain()
        const result = await taker.importEncodedBlock(flipped)
        // Timestamp, gas limit and RANDAO mix are its maker's choice, within bounds: with another one it is another block.
        expect(taker.head.header.number).toBe(result.ok ? 1n : 0n)
        if (result.ok) expect(encodeBlock(blockOfRecord(result.block))).toEqual(flipped)
      }),
      { numRuns: 60 },
    )
  })
})

describe('findLogs', () => {
  it('finds by address and topic, and says which limit a search goes over', async () => {
    const chain = await openTestChain()
    const topic = (byte: number) => new Uint8Array(32).fill(byte)
    for (const [index, byte] of [1, 2, 1].entries()) {
      await produce(chain, [signed(0, BigInt(index), { to: logger, data: topic(byte) })])
    }
    const query = {
      fromBlock: 0n,
      toBlock: 99n,
      addresses: [logger],
      topics: [[topic(1) as never]],
    }
    const result = findLogs(chain, query, LIMITS)
    expect(result.ok && result.logs.map(({ block }) => block.header.number)).toEqual([1n, 3n])
    expect(findLogs(chain, { ...query, topics: [undefined] }, LIMITS)).toMatchObject({
      logs: { length: 3 },
    })
    expect(findLogs(chain, { ...query, addresses: [accounts[0] ?? logger] }, LIMITS)).toEqual({
      ok: true,
      logs: [],
    })
    expect(findLogs(chain, query, { ...LIMITS, blocks: 3n })).toEqual({
      ok: false,
      exceeds: 'blocks',
      limit: 3n,
    })
    expect(findLogs(chain, query, { ...LIMITS, logs: 1 })).toEqual({
      ok: false,
      exceeds: 'logs',
      limit: 1n,
    })
  })
})
