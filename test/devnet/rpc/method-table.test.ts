import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { methodTable } from '../../../devnet/rpc/method-table.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'

const names = methodTable.map(({ name }) => name)

/** What every other local node answers too (peers of this one: six were compared), and clients rely on. */
const expectedEverywhere = `
  eth_blockNumber eth_call eth_chainId eth_coinbase eth_estimateGas eth_feeHistory eth_gasPrice eth_getBalance
  eth_getBlockByHash eth_getBlockByNumber eth_getBlockTransactionCountByHash eth_getBlockTransactionCountByNumber
  eth_getCode eth_getLogs eth_getProof eth_getStorageAt eth_getTransactionByBlockHashAndIndex
  eth_getTransactionByBlockNumberAndIndex eth_getTransactionByHash eth_getTransactionCount eth_getTransactionReceipt
  eth_maxPriorityFeePerGas eth_sendRawTransaction eth_syncing net_version web3_clientVersion web3_sha3
  eth_accounts eth_newFilter eth_newBlockFilter eth_newPendingTransactionFilter eth_getFilterChanges
  eth_getFilterLogs eth_uninstallFilter eth_sendTransaction eth_sign`

describe('methodTable', () => {
  it('names each method once', () => expect(new Set(names).size).toBe(names.length))

  it('has a row for each file, by its name', () => {
    const files = readdirSync('devnet/rpc').filter((file) => !/^method/.test(file))
    const fileOf = (name: string) =>
      `${name.replace('_', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`
    expect(names.map(fileOf).sort()).toEqual(files.sort())
  })

  it('has what clients find everywhere', () => {
    expect(names).toEqual(expect.arrayContaining(expectedEverywhere.trim().split(/\s+/)))
  })
})

/** Values that look right more often than random JSON does, so that the handlers are reached too. */
const plausible = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    'latest',
    'pending',
    'earliest',
    '0x',
    '0x0',
    '0x1',
    '0xffffffffffffffff',
    true,
    null,
    {},
    [],
  ),
  fc.bigInt(0n, 2n ** 256n).map((value) => `0x${value.toString(16)}`),
  fc
    .uint8Array({ minLength: 20, maxLength: 20 })
    .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`),
  fc.record(
    {
      from: fc.constantFrom('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', '0x', 7),
      to: fc.constantFrom('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266', '0x04', null),
      gas: fc.constantFrom('0x5208', '0xffffffffffffffff', '0x0'),
      value: fc.constantFrom('0x1', `0x${'f'.repeat(64)}`),
      data: fc.constantFrom('0x', '0x0061736d01000000', '0x0061736d', '0x1'),
      maxFeePerGas: fc.constantFrom('0x0', '0x77359400', `0x${'f'.repeat(64)}`),
    },
    { requiredKeys: [] },
  ),
)

describe('any parameters to any method', () => {
  let node: TestNode
  beforeAll(async () => {
    node = await startTestNode()
  })
  afterAll(() => node.close())

  it.each(names)('%s answers with a result or a defined error', async (method) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.array(plausible, { maxLength: 4 }), plausible),
        async (params) => {
          const { json } = await node.post(
            JSON.stringify({ jsonrpc: '2.0', id: 'x', method, params }),
          )
          expect(json.id).toBe('x')
          expect('result' in json).not.toBe('error' in json)
          // -32603 would be a bug that the parameters reached
          if (json.error !== undefined) {
            expect([3, -32000, -32001, -32005, -32602]).toContain(json.error.code)
            expect(json.error.message).not.toBe('')
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(await node.rpc('eth_chainId')).toBe('0x7a69')
  })
})
