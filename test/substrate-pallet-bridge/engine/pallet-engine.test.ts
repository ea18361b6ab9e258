import { describe, expect, it } from 'vitest'
import { create2Address, createAddress } from '../../../src/chain/message/contract-address.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import { code, push } from '../../evm/evm-code.ts'
import { ewasmContract } from '../../ewasm-eei/ewasm-contract.ts'
import { numbered, SENDER, TestPallet } from '../test-pallet.ts'

const contract = numbered(2)
const ONE = toBytes32(1n)

/** Adds one to slot 0. */
const counter = code('PUSH1', 0, 'SLOAD', 'PUSH1', 1, 'ADD', 'PUSH1', 0, 'SSTORE', 'STOP')
/** The same as an Ewasm contract: of the last byte of the slot. */
const ewasmCounter = ewasmContract({
  main: `
    (call $storageLoad (i32.const 0) (i32.const 32))
    (i32.store8 (i32.const 63) (i32.add (i32.load8_u (i32.const 63)) (i32.const 1)))
    (call $storageStore (i32.const 0) (i32.const 32))
  `,
})
/** What a contract can ask about block and transaction without an argument. */
const CONTEXT = [
  'NUMBER',
  'TIMESTAMP',
  'COINBASE',
  'GASLIMIT',
  'PREVRANDAO',
  'CHAINID',
  'GASPRICE',
  'BASEFEE',
  'ORIGIN',
  'CALLER',
] as const
const blockHash = (number: bigint) => concatBytes([push(number), code('BLOCKHASH')])

/** Init code that deploys `runtime`. */
function deploys(runtime: Uint8Array): Uint8Array {
  const start = code('PUSH2', 0, runtime.length, 'PUSH1', 14, 'PUSH1', 0, 'CODECOPY')
  const end = code('PUSH2', 0, runtime.length, 'PUSH1', 0, 'RETURN')
  return concatBytes([start, end, runtime])
}

describe('the engine of a pallet', () => {
  it.each([
    { kind: 'EVM', runtime: counter },
    { kind: 'Ewasm', runtime: ewasmCounter },
  ])('runs $kind code over the storage and answers with what changed', async ({ runtime }) => {
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: runtime }])
    for (const count of [1n, 2n, 3n]) {
      const outcome = pallet.send()
      expect(outcome.status).toBe(statusCode.success)
      expect(outcome.accounts).toMatchObject([
        { address: contract, storage: [{ key: ZERO_BYTES32, value: toBytes32(count) }] },
      ])
      expect(toHex(pallet.slot(contract, ZERO_BYTES32))).toBe(toHex(toBytes32(count)))
    }
  })

  it('leaves the storage alone, and answers the same again', async () => {
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: counter }])
    const before = new Map(pallet.storage.entries)
    expect(pallet.ask()).toEqual(pallet.ask())
    expect(pallet.storage.entries).toEqual(before)
  })

  it('moves value, and names accounts in ascending order', async () => {
    const pallet = await TestPallet.start([{ address: SENDER, balance: 100n }])
    const outcome = pallet.send({ value: 30n })
    expect(outcome).toMatchObject({ gasUsed: 0n, burned: 0n })
    expect(
      outcome.accounts.map(({ address, account }) => [toHex(address), account?.balance]),
    ).toEqual([
      [toHex(SENDER), 70n],
      [toHex(contract), 30n],
    ])
    expect(pallet.ask({ value: 71n })).toMatchObject({
      ok: true,
      outcome: { status: statusCode.insufficientBalance, gasUsed: 0n },
    })
  })

  it('says that an account which gave all it had is gone, and clears no storage for it', async () => {
    const pallet = await TestPallet.start([{ address: SENDER, balance: 100n }])
    expect(pallet.send({ value: 100n }).accounts[0]).toEqual({
      address: SENDER,
      account: undefined,
      clearsStorage: false,
      storage: [],
    })
  })

  it('makes contracts by nonce, which only creations count', async () => {
    const pallet = await TestPallet.start()
    pallet.send()
    for (const nonce of [0n, 1n]) {
      const outcome = pallet.send({ kind: { kind: 'create' }, input: deploys(counter) })
      const created = createAddress(SENDER, nonce)
      expect(outcome).toMatchObject({
        status: statusCode.success,
        created,
        output: new Uint8Array(),
      })
      expect(pallet.account(created)).toEqual({
        nonce: 1n,
        balance: 0n,
        codeHash: keccak256(counter),
      })
      expect(pallet.account(SENDER)?.nonce).toBe(nonce + 1n)
    }
  })

  it('makes contracts by salt, once', async () => {
    const pallet = await TestPallet.start()
    const input = deploys(counter)
    const create = { kind: { kind: 'create2', salt: ONE }, input } as const
    const created = create2Address(SENDER, ONE, input)
    expect(pallet.send(create)).toMatchObject({ created, codes: [counter] })
    expect(pallet.send(create)).toMatchObject({ status: statusCode.failure, created: undefined })
  })

  it('holds new code to the length that the chain allows', async () => {
    const pallet = await TestPallet.start()
    const create = { kind: { kind: 'create' }, input: deploys(counter) } as const
    const { length } = counter
    expect(pallet.send({ ...create, maxCodeSize: length }).status).toBe(statusCode.success)
    expect(pallet.send({ ...create, maxCodeSize: length - 1 }).status).toBe(statusCode.outOfGas)
  })

  it('runs by the revision of the message', async () => {
    const runtime = code('PUSH0', 'STOP')
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: runtime }])
    const status = (revision: 'paris' | 'shanghai') =>
      pallet.send({ rules: { revision, gasSchedule: 'hera' } }).status
    expect(status('paris')).toBe(statusCode.undefinedInstruction)
    expect(status('shanghai')).toBe(statusCode.success)
  })

  it('meters Ewasm code by the schedule of the message', async () => {
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: ewasmCounter }])
    const gas = (gasSchedule: 'hera' | 'ewasm-v1') =>
      pallet.ask({ rules: { revision: 'osaka', gasSchedule } })
    const [hera, v1] = [gas('hera'), gas('ewasm-v1')]
    if (!hera.ok || !v1.ok) throw new Error('the engine failed')
    expect(hera.outcome.status).toBe(statusCode.success)
    expect(v1.outcome.gasUsed).toBeGreaterThan(hera.outcome.gasUsed)
  })

  it('charges as the EVM does, without intrinsic gas, and refunds a fifth at most', async () => {
    const storage = [[ZERO_BYTES32, ONE]] as const
    const clears = code('PUSH1', 0, 'PUSH1', 0, 'SSTORE', 'STOP')
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: clears, storage }])
    // Two pushes, and SSTORE of a cold slot from 1 to 0: 2,100 + 2,900; the refund of 4,800 is more than a fifth of it.
    const used = 3n + 3n + 5_000n
    expect(pallet.send().gasUsed).toBe(used - used / 5n)
  })

  it('shows contracts the block and the chain, a gas price of 0, and the hash of the block before', async () => {
    const at = (index: number) => code('PUSH2', (32 * index) >> 8, (32 * index) & 0xff)
    const asked = [...CONTEXT.map((name) => code(name)), ...[6n, 5n].map(blockHash)]
    const stores = asked.map((ask, index) => concatBytes([ask, at(index), code('MSTORE')]))
    const returns = concatBytes([at(asked.length), code('PUSH1', 0, 'RETURN')])
    const runtime = concatBytes([...stores, returns])
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: runtime }])
    const { output } = pallet.send()
    const { block } = pallet.message()
    const words = Array.from({ length: 12 }, (_, index) =>
      toHex(output.slice(32 * index, 32 * index + 32)),
    )
    const wide = (bytes: Uint8Array) => toHex(concatBytes([new Uint8Array(12), bytes]))
    expect(words).toEqual([
      toHex(toBytes32(block.number)),
      toHex(toBytes32(block.timestamp)),
      wide(block.coinbase),
      toHex(toBytes32(block.gasLimit)),
      toHex(block.prevRandao),
      toHex(toBytes32(block.chainId)),
      toHex(ZERO_BYTES32),
      toHex(ZERO_BYTES32),
      wide(SENDER),
      wide(SENDER),
      toHex(block.parentHash),
      toHex(ZERO_BYTES32),
    ])
  })
})
