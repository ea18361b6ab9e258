import { decodeRlp, encodeRlp, hexlify, Transaction, type TransactionLike, Wallet } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'

const [account] = devAccounts(DEV_MNEMONIC, 1)
const wallet = new Wallet(hexlify(account?.privateKey ?? ''))
const NOBODY = '0x00000000000000000000000000000000000000cc'
const GWEI = 1_000_000_000n

const base: TransactionLike = {
  type: 2,
  chainId: 31337n,
  nonce: 0,
  to: NOBODY,
  value: 1n,
  gasLimit: 21_000n,
  maxFeePerGas: 2n * GWEI,
  maxPriorityFeePerGas: GWEI,
}

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.close())

const signed = (fields: TransactionLike) => wallet.signTransaction({ ...base, ...fields })
const send = (raw: string) => node.rpc('eth_sendRawTransaction', [raw])
const snapshot = async () =>
  JSON.stringify(await node.rpc('eth_getBlockByNumber', ['latest', true]))

/** A signature that is well-formed and not valid: s in the upper half of the order (EIP-2), r not on the curve. */
async function withSignature(change: { r?: string; s?: string }): Promise<string> {
  const transaction = Transaction.from(await signed({}))
  const { r, s, yParity } = transaction.signature ?? { r: '', s: '', yParity: 0 }
  const parts = { r, s, yParity, ...change }
  const fields = transaction.unsignedSerialized.slice(4)
  const list = decodeRlp(`0x${fields}`) as unknown[]
  const short = (hex: string) => `0x${hex.slice(2).replace(/^(00)+/, '')}`
  const parity = parts.yParity === 0 ? '0x' : '0x01'
  return `0x02${encodeRlp([...list, parity, short(parts.r), short(parts.s)] as never).slice(2)}`
}

const HIGH_S = `0x${(2n ** 256n - 2n).toString(16)}`
const ZERO = '0x'

describe('a refused transaction', () => {
  // biome-ignore format: table
  it.each([
    { why: 'wrong chain id',           raw: () => signed({ chainId: 1n }),                       message: /^invalid chain id for signer: have 1 want 31337/ },
    { why: 'too little balance',       raw: () => signed({ value: 10n ** 30n }),                 message: /^insufficient funds for gas \* price \+ value/ },
    { why: 'too little for later',     raw: () => signed({ nonce: 7, value: 10n ** 30n }),       message: /^insufficient funds for gas \* price \+ value/ },
    { why: 'gas above the block',      raw: () => signed({ gasLimit: 30_000_001n }),             message: /^exceeds block gas limit/ },
    { why: 'gas below the intrinsic',  raw: () => signed({ gasLimit: 20_999n }),                 message: /^intrinsic gas too low: gas 20999, minimum needed 21000/ },
    { why: 'fee below the base fee',   raw: () => signed({ maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }), message: /^max fee per gas less than block base fee/ },
    { why: 's in the upper half',      raw: () => withSignature({ s: HIGH_S }),                  message: /^invalid transaction v, r, s values/ },
    { why: 'r is zero',                raw: () => withSignature({ r: ZERO }),                    message: /^invalid transaction v, r, s values/ },
    { why: 'type 5',                   raw: async () => '0x05c0',                                message: /^transaction type not supported/ },
    { why: 'no bytes',                 raw: async () => '0x',                                    message: /transaction/ },
    { why: 'not RLP',                  raw: async () => '0xf8ff00',                              message: /^invalid argument 0 \(transaction\)/ },
    { why: 'too few fields',           raw: async () => '0x02c101',                              message: /^invalid argument 0 \(transaction\)/ },
    { why: 'bytes after the end',      raw: async () => `${await signed({})}00`,                 message: /^invalid argument 0 \(transaction\)/ },
  ])('$why: a precise error, and nothing changes', async ({ raw, message }) => {
    const before = await snapshot()
    await expect(send(await raw())).rejects.toThrow(message)
    expect(await snapshot()).toBe(before)
    expect(await node.rpc('eth_getTransactionCount', [wallet.address, 'pending'])).toBe('0x0')
  })

  it('is not accepted under another sender when a bit of it flips', async () => {
    const raw = await signed({})
    const before = await snapshot()
    for (let bit = 0; bit < 64; bit += 1) {
      const bytes = Buffer.from(raw.slice(2), 'hex')
      const at = (bit * 29) % (bytes.length * 8)
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7))
      await expect(send(hexlify(bytes))).rejects.toThrow()
    }
    expect(await snapshot()).toBe(before)
  })
})

describe('nonces', () => {
  it('a gap waits until it is filled; then each gets a block of its own, in order', async () => {
    const own = await startTestNode()
    const sendTo = async (nonce: number, fields: TransactionLike = {}): Promise<string> =>
      own.rpc('eth_sendRawTransaction', [await signed({ nonce, ...fields })])
    const hashes = [await sendTo(2), await sendTo(1)]
    expect(await own.rpc('eth_blockNumber')).toBe('0x0')
    expect(await own.rpc('eth_getTransactionReceipt', [hashes[0]])).toBeNull()
    expect(await own.rpc('eth_getTransactionByHash', [hashes[0]])).toMatchObject({
      blockHash: null,
      nonce: '0x2',
    })
    expect(await own.rpc('eth_getTransactionCount', [wallet.address, 'pending'])).toBe('0x0')
    await expect(sendTo(2)).rejects.toThrow('already known')
    await expect(sendTo(2, { value: 2n })).rejects.toThrow('replacement transaction underpriced')
    const raised = { maxFeePerGas: 3n * GWEI, maxPriorityFeePerGas: 2n * GWEI }
    const replacement = await sendTo(2, raised)

    const first = await sendTo(0)
    expect(await own.rpc('eth_blockNumber')).toBe('0x3')
    for (const [index, hash] of [first, hashes[1], replacement].entries()) {
      expect(await own.rpc('eth_getTransactionReceipt', [hash])).toMatchObject({
        blockNumber: `0x${index + 1}`,
        status: '0x1',
      })
    }
    expect(await own.rpc('eth_getTransactionByHash', [hashes[0]])).toBeNull()
    await expect(sendTo(2)).rejects.toThrow(/^nonce too low: next nonce 3, tx nonce 2/)
    await own.close()
  })
})
