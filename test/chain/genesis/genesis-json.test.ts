import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextBaseFee } from '../../../src/chain/block/base-fee.ts'
import { blobBaseFee, nextExcessBlobGas } from '../../../src/chain/block/blob-fee.ts'
import { decodeBlock, encodeBlock } from '../../../src/chain/block/block.ts'
import { headerHash } from '../../../src/chain/block/encode-header.ts'
import { transactionsRoot, withdrawalsRoot } from '../../../src/chain/block/seal-block.ts'
import { revisionAt } from '../../../src/chain/fork-schedule.ts'
import { readGenesis } from '../../../src/chain/genesis/genesis-json.ts'
import { genesisHash } from '../../../src/chain/open-chain.ts'
import { recoverTransaction } from '../../../src/chain/transaction/recovered-transaction.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { vectorsFolder } from '../../conformance/vectors.ts'

const folder = vectorsFolder('rpc-compat')

/** The blocks of a file of RLP items one after the other. */
function splitBlocks(bytes: Uint8Array): Uint8Array[] {
  const blocks: Uint8Array[] = []
  for (let start = 0; start < bytes.length; ) {
    const lengthBytes = (bytes[start] ?? 0) - 0xf7 // all blocks are lists of more than 55 bytes
    const length = Number(toHex(bytes.subarray(start + 1, start + 1 + lengthBytes)))
    const end = start + 1 + lengthBytes + length
    blocks.push(bytes.subarray(start, end))
    start = end
  }
  return blocks
}

describe.skipIf(folder === undefined)('the chain of execution-apis, of all forks to Osaka', () => {
  const read = (name: string) => readFileSync(join(folder ?? '', name))
  const genesis =
    folder === undefined ? undefined : readGenesis(JSON.parse(read('genesis.json').toString()))
  const blocks = folder === undefined ? [] : splitBlocks(new Uint8Array(read('chain.rlp')))

  it('begins with the block that its genesis makes', () => {
    const [first] = blocks.map(decodeBlock)
    if (genesis === undefined || !first?.ok) throw new Error('the first block does not decode')
    expect(toHex(genesisHash(genesis))).toBe(toHex(first.block.header.parentHash))
  })

  it('decodes, hashes and sums up as it was made', () => {
    expect(blocks.length).toBeGreaterThan(40)
    let parentHash: string | undefined
    for (const bytes of blocks) {
      const decoded = decodeBlock(bytes)
      if (!decoded.ok) throw new Error(decoded.refusal.message)
      const { block } = decoded
      expect(toHex(encodeBlock(block))).toBe(toHex(bytes))
      if (parentHash !== undefined) expect(toHex(block.header.parentHash)).toBe(parentHash)
      parentHash = toHex(headerHash(block.header))
      expect(transactionsRoot(block.transactions)).toEqual(block.header.transactionsRoot)
      expect(block.withdrawals && withdrawalsRoot(block.withdrawals)).toEqual(
        block.header.withdrawalsRoot,
      )
    }
  })

  it('has the base fees, the blob gas and the signatures that its rules ask for', () => {
    const headers = blocks.map((bytes) => {
      const decoded = decodeBlock(bytes)
      if (!decoded.ok || genesis === undefined) throw new Error('a block does not decode')
      const { header, transactions } = decoded.block
      const revision = revisionAt(genesis.config.forks, header.number, header.timestamp)
      for (const transaction of transactions) {
        expect(recoverTransaction(transaction, revision).ok).toBe(true)
      }
      return { header, revision }
    })
    for (const [index, { header, revision }] of headers.entries()) {
      const parent = headers[index - 1]?.header
      if (parent === undefined) continue
      expect(nextBaseFee(parent, revision)).toBe(header.baseFeePerGas)
      if (revision === 'cancun')
        expect(nextExcessBlobGas(parent, revision)).toBe(header.excessBlobGas)
    }
  })
})

describe('blobBaseFee', () => {
  // biome-ignore format: table
  it.each([
    { excess: 0n,          fee: 1n },
    { excess: 2_314_057n,  fee: 1n },
    { excess: 2_314_058n,  fee: 2n }, // the vectors of execution-specs for EIP-4844
    { excess: 10_485_760n, fee: 23n },
  ])('is $fee at an excess of $excess at Cancun', ({ excess, fee }) => {
    expect(blobBaseFee(excess, 'cancun')).toBe(fee)
  })
})

describe('readGenesis', () => {
  const genesis = { config: { chainId: 5, byzantiumBlock: 0 }, gasLimit: '0x47b760', alloc: {} }

  it('reads numbers in decimal and hex, accounts with and without 0x, and fills in the rest', () => {
    const alloc = {
      '00000000000000000000000000000000000000aa': { balance: '12', storage: { '0x1': '0x02' } },
    }
    const read = readGenesis({ ...genesis, alloc })
    expect(read).toMatchObject({
      gasLimit: 4_700_000n,
      config: { chainId: 5n, forks: [{ revision: 'byzantium', block: 0n }] },
    })
    expect(read.alloc[0]).toMatchObject({ balance: 12n, nonce: 0n })
    expect(toHex(read.alloc[0]?.storage?.[0]?.value ?? new Uint8Array())).toMatch(/02$/)
  })

  // biome-ignore format: table
  it.each([
    { what: 'no object',            json: [],                                                              place: 'genesis' },
    { what: 'no chain id',          json: { ...genesis, config: {} },                                      place: 'config.chainId' },
    { what: 'a negative gas limit', json: { ...genesis, gasLimit: -1 },                                    place: 'gasLimit' },
    { what: 'a short address',      json: { ...genesis, alloc: { '0xaa': {} } },                           place: 'alloc.0xaa' },
    { what: 'code that is no hex',  json: { ...genesis, alloc: { [`0x${'aa'.repeat(20)}`]: { code: 'x' } } }, place: `alloc.0x${'aa'.repeat(20)}.code` },
    { what: 'a merge in the middle', json: { ...genesis, config: { ...genesis.config, terminalTotalDifficulty: 9 } }, place: 'config.terminalTotalDifficulty' },
  ])('refuses $what and names the place', ({ json, place }) => {
    expect(() => readGenesis(json)).toThrow(expect.objectContaining({ code: 'INVALID_GENESIS', place }))
  })
})
