import type { Registry } from '@polkadot/types/types'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Hex } from '../../src/primitives/hex.ts'
import { type RealNode, startRealNode, transfer } from './support/real-node.ts'

type EventRecords = readonly {
  readonly event: {
    readonly method: string
    readonly data: readonly { readonly asModule?: Parameters<Registry['findMetaError']>[0] }[]
  }
}[]

let node: RealNode
beforeAll(async () => {
  node = await startRealNode()
})
afterAll(() => node.close())

/** Whatever came: the node is the same one, and makes blocks. */
afterEach(async () => {
  expect(node.notices).toEqual([])
  const before = await node.client.call<{ number: string }>('chain_getHeader')
  await node.client.call('dev_newBlock')
  const after = await node.client.call<{ number: string }>('chain_getHeader')
  expect(Number(after.number)).toBe(Number(before.number) + 1)
})

const submit = (extrinsic: unknown) => node.client.failure('author_submitExtrinsic', extrinsic)
const flip = (extrinsic: Hex, index: number): Hex => {
  const bytes = Buffer.from(extrinsic.slice(2), 'hex')
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return `0x${bytes.toString('hex')}`
}

/** Offsets in an extrinsic whose length takes two bytes: version, address type, account, signature type, signature. */
const SIGNATURE_AT = 2 + 1 + 1 + 32 + 1

describe('transactions that are refused', () => {
  it('a signature that is not the sender’s', async () => {
    const extrinsic = await node.signed(transfer(node.bob.address, 1n))
    expect(await submit(flip(extrinsic, SIGNATURE_AT + 5))).toEqual({
      code: 1010,
      message: 'Invalid Transaction',
      data: 'Transaction has a bad signature',
    })
  })

  it('a nonce that was used', async () => {
    const extrinsic = await node.signed(transfer(node.bob.address, 1n))
    await node.client.call('author_submitExtrinsic', extrinsic)
    await expect
      .poll(() => node.client.call<number>('system_accountNextIndex', node.alice.address))
      .toBe(1)
    await expect.poll(() => node.client.call('author_pendingExtrinsics')).toEqual([])
    const again = await node.signed(transfer(node.bob.address, 2n), { nonce: 0 })
    expect(await submit(again)).toMatchObject({ code: 1010, data: 'Transaction is outdated' })
  })

  it('a sender who cannot pay', async () => {
    const signer = node.alice.derive('//nobody')
    const extrinsic = await node.signed(transfer(node.bob.address, 1n), { signer })
    expect(await submit(extrinsic)).toMatchObject({
      code: 1010,
      data: 'Inability to pay some fees (e.g. account balance too low)',
    })
  })

  it('a call above the weight of a block', async () => {
    const call = {
      pallet: 'ewasm',
      name: 'call',
      args: [`0x${'11'.repeat(20)}`, '0x', 0, 2n ** 63n],
    }
    expect(await submit(await node.signed(call))).toMatchObject({
      code: 1010,
      data: 'Transaction would exhaust the block limits',
    })
  })

  it('code that is too large: applied, with the dispatch error, and the fee is paid', async () => {
    const code = `0x${'00'.repeat(1024 * 1024 + 1)}`
    const create = { pallet: 'ewasm', name: 'uploadCode', args: [code] }
    const transactions = [await node.signed(create)]
    const block = await node.client.call<Hex>('dev_newBlock', { transactions })
    const events = await (await node.api.at(block)).query['system']?.['events']?.()
    const failed = (events as unknown as EventRecords).find(
      ({ event }) => event.method === 'ExtrinsicFailed',
    )
    const error = failed?.event.data[0]
    if (error?.asModule === undefined) throw new Error('it did not fail')
    expect(node.api.registry.findMetaError(error.asModule).name).toBe('CodeTooLarge')
  })

  it.each([
    ['no bytes', '0x', 1001],
    ['a length and nothing else', '0x04', 1001],
    ['bytes behind the end', '0x0400ff', 1001],
    ['one byte', '0x0400', 1002],
    ['a version that there is not', '0x0c7f0000', 1002],
    ['many zeros', `0x9101${'00'.repeat(100)}`, 1002],
    ['many ones', `0x9101${'ff'.repeat(100)}`, 1002],
    ['no hex', 'hello', -32602],
    ['an object', { extrinsic: '0x' }, -32602],
  ])('what is no extrinsic: %s', async (_, given, code) => {
    expect(await submit(given)).toMatchObject({ code })
    const watched = await node.client.failure('author_submitAndWatchExtrinsic', given)
    expect(watched).toMatchObject({ code })
  })

  it('a transaction that is cut off anywhere', async () => {
    const extrinsic = await node.signed(transfer(node.bob.address, 1n))
    const body = extrinsic.slice(6) // behind the two bytes of its length
    for (const kept of [1, 2, 10, 34, 60, 100, 110, 120]) {
      const length = ((kept << 2) | 1).toString(16).padStart(4, '0')
      const prefix =
        kept < 64 ? (kept << 2).toString(16).padStart(2, '0') : length.slice(2) + length.slice(0, 2)
      const { code } = await submit(`0x${prefix}${body.slice(0, 2 * kept)}`)
      expect([1002, 1010]).toContain(code)
    }
  })

  it('an inherent, which only the node itself makes', async () => {
    const inherent = node.api.tx['timestamp']?.['set']?.(1_900_000_000_000).toHex()
    expect(await submit(inherent)).toMatchObject({
      code: 1010,
      data: expect.stringContaining('mandatory'),
    })
  })
})

describe('questions that have no answer', () => {
  const nowhere = `0x${'99'.repeat(32)}`

  it.each([
    ['state_call', ['Core_version', '0x', nowhere], 4003],
    ['state_getStorage', ['0x3a636f6465', nowhere], 4003],
    ['state_getMetadata', [nowhere], 4003],
    ['state_getRuntimeVersion', [nowhere], 4003],
    ['state_getReadProof', [['0x00'], nowhere], 4003],
    ['state_queryStorageAt', [['0x00'], nowhere], 4003],
    [
      'childstate_getStorage',
      ['0x3a6368696c645f73746f726167653a64656661756c743a01', '0x00', nowhere],
      4003,
    ],
    ['childstate_getStorage', ['0x01', '0x00'], -32602],
    ['state_call', ['No_such_function', '0x'], 4003],
    ['state_call', ['Core_execute_block', '0x'], 4003],
    ['state_call', ['AccountNonceApi_account_nonce', '0x01'], 4003],
    ['state_call', ['Core_version', '0xzz'], -32602],
    ['state_getKeysPaged', ['0x', 1001], 4002],
    ['state_getKeysPaged', ['0x', -1], -32602],
    ['state_traceBlock', [nowhere], -32000],
    ['payment_queryInfo', ['0x0400'], 4003],
    ['system_dryRun', ['0x0400'], 4003],
    ['system_accountNextIndex', ['5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX'], -32602],
    ['dev_newBlock', [{ count: 0 }], -32602],
    ['dev_newBlock', [{ to: 0 }], -32602],
    ['dev_newBlock', [{ unsafeBlockHeight: 1_000_000 }], -32602],
    ['dev_setHead', [1_000_000], -32602],
    ['dev_setHead', [nowhere], 4003],
    ['dev_timeTravel', ['yesterday'], -32602],
    ['dev_timeTravel', [0], -32602],
    ['dev_setStorage', [[['0x01']]], -32602],
    ['dev_setBlockBuildMode', ['Never'], -32602],
    ['no_suchMethod', [], -32601],
  ])('%s %j', async (method, params, code) => {
    expect(await node.client.failure(method, ...params)).toMatchObject({ code })
  })

  it.each([
    ['chain_getBlock', [nowhere]],
    ['chain_getHeader', [nowhere]],
    ['chain_getBlockHash', [4_000_000_000]],
    ['archive_v1_header', [nowhere]],
    ['archive_v1_body', [nowhere]],
    ['archive_v1_call', [nowhere, 'Core_version', '0x']],
  ])('%s %j is null', async (method, params) => {
    expect(await node.client.call(method, ...params)).toBeNull()
  })
})

it('refuses to make a block of a transaction that does not apply, and says why', async () => {
  const stale = await node.signed(transfer(node.bob.address, 1n), { nonce: 0 })
  expect(await node.client.failure('dev_newBlock', { transactions: [stale] })).toMatchObject({
    code: 1010,
    data: 'Transaction is outdated',
  })
})
