import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nextBaseFee } from '../../../src/chain/block/base-fee.ts'
import { blobBaseFee, nextExcessBlobGas } from '../../../src/chain/block/blob-fee.ts'
import { blobParametersAt } from '../../../src/chain/block/blob-schedule.ts'
import { decodeBlock, encodeBlock } from '../../../src/chain/block/block.ts'
import { headerHash } from '../../../src/chain/block/encode-header.ts'
import { transactionsRoot, withdrawalsRoot } from '../../../src/chain/block/seal-block.ts'
import { revisionAt } from '../../../src/chain/fork-schedule.ts'
import { readGenesis } from '../../../src/chain/genesis/genesis-json.ts'
import { systemAccountsOf } from '../../../src/chain/genesis/system-accounts.ts'
import { createMachine } from '../../../src/chain/machine.ts'
import { genesisHash, openChain } from '../../../src/chain/open-chain.ts'
import { blockOfRecord } from '../../../src/chain/store/block-record.ts'
import { recoverTransaction } from '../../../src/chain/transaction/recovered-transaction.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore } from '../../../src/state/index.ts'
import { vectorsFolder } from '../../conformance/vectors.ts'

const folder = vectorsFolder('rpc-compat')
const NO_BYTES = new Uint8Array()

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
      const blobs = blobParametersAt(genesis?.config ?? {}, revision, header.timestamp)
      expect(blobs && nextExcessBlobGas(parent, revision, blobs)).toBe(header.excessBlobGas)
    }
  })
})

/** Every fork with blocks of its own: ommers and their rewards, receipts with roots, system calls, requests, blobs. */
it.skipIf(folder === undefined)('imports the chain of execution-apis, block by block', async () => {
  const read = (name: string) => readFileSync(join(folder ?? '', name))
  const vm = createEvmVm()
  const chain = await openChain({
    store: new MemoryStore(),
    genesis: readGenesis(JSON.parse(read('genesis.json').toString())),
    machine: createMachine({ ewasm: vm, evm: vm }),
  })
  const blocks = splitBlocks(new Uint8Array(read('chain.rlp')))
  for (const bytes of blocks) {
    const result = await chain.importEncodedBlock(bytes)
    expect(result.ok ? undefined : result.refusal).toBeUndefined()
    const stored = chain.blockByNumber(chain.head.header.number)
    expect(stored && toHex(encodeBlock(blockOfRecord(stored)))).toBe(toHex(bytes))
  }
  expect(chain.head.header.number).toBe(BigInt(blocks.length))
})

it.skipIf(folder === undefined)('knows the system contracts as they stand in that genesis', () => {
  const { alloc } = readGenesis(
    JSON.parse(readFileSync(join(folder ?? '', 'genesis.json'), 'utf8')),
  )
  for (const { address, code } of systemAccountsOf('osaka')) {
    const there = alloc.find((account) => toHex(account.address) === toHex(address))
    expect(toHex(there?.code ?? NO_BYTES)).toBe(toHex(code ?? NO_BYTES))
  }
})

describe('blobBaseFee', () => {
  // biome-ignore format: table
  it.each([
    { excess: 0n,          fee: 1n },
    { excess: 2_314_057n,  fee: 1n },
    { excess: 2_314_058n,  fee: 2n }, // the vectors of execution-specs for EIP-4844
    { excess: 10_485_760n, fee: 23n },
  ])('is $fee at an excess of $excess at Cancun', ({ excess, fee }) => {
    expect(blobBaseFee(excess, { baseFeeUpdateFraction: 3_338_477n })).toBe(fee)
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
