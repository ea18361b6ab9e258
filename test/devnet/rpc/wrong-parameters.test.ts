import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestNode, type TestNode } from '../support/test-node.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.close())

const someone = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const unknownHash = `0x${'0'.repeat(56)}deadbeef`

describe('wrong parameters', () => {
  // biome-ignore format: table
  it.each([
    { method: 'eth_getBalance',        params: [],                           code: -32602, message: 'missing value for required argument 0 (address)' },
    { method: 'eth_getBalance',        params: ['0x12'],                     code: -32602, message: 'invalid argument 0 (address): expected an address (0x and 40 hex digits), got "0x12"' },
    { method: 'eth_getBalance',        params: [someone, 'newest'],          code: -32602, message: 'invalid argument 1 (block): expected a block number such as "0x1f" or one of latest, earliest, pending, safe, finalized, got "newest"' },
    { method: 'eth_getBalance',        params: [someone, '0x64'],            code: -32001, message: 'header not found: block 100, the latest is 0' },
    { method: 'eth_getBalance',        params: [someone, { blockHash: unknownHash }], code: -32001, message: `header for hash ${unknownHash} not found` },
    { method: 'eth_getStorageAt',      params: [someone, `0x${'0'.repeat(65)}`], code: -32602, message: /at most 32 bytes/ },
    { method: 'eth_call',              params: [{ to: someone, gas: 5 }],    code: -32602, message: /^invalid argument 0 \(call\)\.gas: expected a quantity/ },
    { method: 'eth_getLogs',           params: [{ fromBlock: '0x2', toBlock: '0x1' }], code: -32602, message: /^invalid block range params/ },
    { method: 'eth_getLogs',           params: [{ blockHash: unknownHash }], code: -32001, message: /^unknown block/ },
    { method: 'eth_getFilterChanges',  params: ['0x1234'],                   code: -32000, message: 'filter not found' },
    { method: 'eth_feeHistory',        params: ['0x1', 'latest', [75, 25]],  code: -32602, message: /percentiles that rise/ },
    { method: 'eth_sendTransaction',   params: [{ from: `0x${'11'.repeat(20)}` }], code: -32000, message: /^unknown account 0x1111/ },
    { method: 'eth_sendTransaction',   params: [{ from: someone, chainId: '0x1' }], code: -32000, message: /^chainId does not match/ },
    { method: 'eth_getbalance',        params: [],                           code: -32601, message: /did you mean eth_getBalance\?/ },
    { method: 'debug_dumpBlock',       params: ['0x0'],                      code: -32602, message: /no other state can be listed/ },
  ])('$method $params', async ({ method, params, code, message }) => {
    await expect(node.rpc(method, params)).rejects.toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })

  // biome-ignore format: table
  it.each([
    { method: 'eth_getBlockByNumber',      params: ['0x64', true] },
    { method: 'eth_getBlockByHash',        params: [unknownHash, false] },
    { method: 'eth_getBlockReceipts',      params: ['0x64'] },
    { method: 'eth_getTransactionByHash',  params: [unknownHash] },
    { method: 'eth_getTransactionReceipt', params: [unknownHash] },
    { method: 'eth_getTransactionByBlockNumberAndIndex', params: ['latest', '0x0'] },
    { method: 'eth_getUncleCountByBlockNumber', params: ['0x64'] },
  ])('$method answers null for what is not there', async ({ method, params }) => {
    expect(await node.rpc(method, params)).toBeNull()
  })
})
