import { describe, expect, it } from 'vitest'
import { createMachine } from '../../../src/chain/machine.ts'
import { create2Address, createAddress } from '../../../src/chain/message/contract-address.ts'
import { emptyTransaction, type Transaction } from '../../../src/chain/transaction/transaction.ts'
import { executeTransaction } from '../../../src/chain/transition/execute-transaction.ts'
import type { ExecutionResult } from '../../../src/engine/execution-result.ts'
import type { Host } from '../../../src/engine/host.ts'
import type { Message } from '../../../src/engine/message.ts'
import type { Revision } from '../../../src/engine/revision.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { type Address, address } from '../../../src/primitives/address.ts'
import { bytes32, ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import { type AllocatedAccount, MapView } from '../../../src/state/index.ts'
import { blockContext } from '../block-context.ts'
import { type Script, scriptedVm } from '../scripted-vm.ts'

const sender = address(new Uint8Array(20).fill(0xa1))
const contract = address(new Uint8Array(20).fill(0xc1))
const other = address(new Uint8Array(20).fill(0xd1))
const ripemd160 = address(fromHex(`0x${'00'.repeat(19)}03`))
const ETHER = 10n ** 18n
const ONE = bytes32(fromHex(`0x${'00'.repeat(31)}01`))
const NO_BYTES = new Uint8Array()

interface Scene {
  readonly scripts?: Readonly<Record<number, Script>>
  /** Beside the sender, with one ether, and `contract`, with 1000 wei and script 1. */
  readonly accounts?: readonly AllocatedAccount[]
  readonly transaction?: Partial<Transaction>
  readonly revision?: Revision
}

/** Sends a transaction to `contract` and gives its receipt and the state afterwards. */
function play({ scripts = {}, accounts = [], transaction, revision = 'byzantium' }: Scene) {
  const view = new MapView([
    { address: sender, balance: ETHER },
    { address: contract, balance: 1000n, code: Uint8Array.of(1), nonce: 1n },
    ...accounts,
  ])
  const vm = scriptedVm(scripts)
  const sent = {
    sender,
    transaction: {
      ...emptyTransaction,
      type: 'legacy' as const,
      chainId: 1337n,
      to: contract,
      gasLimit: 1_000_000n,
      ...transaction,
    },
  }
  const machine = createMachine({ ewasm: vm, evm: vm })
  const { receipt, diff } = executeTransaction(view, blockContext(), sent, revision, machine)
  view.apply(diff)
  return { receipt, view }
}

/** A message from `contract` to `other`. */
function nested(changes: Partial<Message>): Message {
  return {
    kind: 'call',
    isStatic: false,
    depth: 1,
    gas: 100_000n,
    recipient: other,
    sender: contract,
    codeAddress: other,
    value: 0n,
    input: NO_BYTES,
    create2Salt: undefined,
    stackLeft: 1000,
    ...changes,
  }
}

/** Script 1 that sends one message and notes its result. */
function sending(changes: Partial<Message>) {
  const results: ExecutionResult[] = []
  const script: Script = (host) => {
    results.push(host.call(nested(changes)))
    return {}
  }
  return { script, results }
}

const store = (host: Host, where: Address) => host.setStorage(where, ONE, 0, ONE, 0)

function slot(view: MapView, where: Address): Uint8Array {
  const word = new Uint8Array(32)
  view.storage(where, ONE, 0, word, 0)
  return word
}

describe('calls', () => {
  it.each([
    { ends: 'success', status: statusCode.success, gone: false },
    { ends: 'revert', status: statusCode.revert, gone: true },
    { ends: 'out of gas', status: statusCode.outOfGas, gone: true },
  ])('a message that ends with $ends keeps its changes: $gone is false', ({ status, gone }) => {
    const { script } = sending({ value: 7n })
    const scripts: Record<number, Script> = {
      1: script,
      2: (host) => {
        store(host, other)
        host.emitLog(other, NO_BYTES, [])
        return { statusCode: status, gasLeft: 0n }
      },
    }
    const accounts = [{ address: other, code: Uint8Array.of(2) }]
    const { receipt, view } = play({ scripts, accounts })
    expect(receipt.statusCode).toBe(statusCode.success)
    expect(receipt.logs).toHaveLength(gone ? 0 : 1)
    expect(slot(view, other)).toEqual(gone ? ZERO_BYTES32 : ONE)
    expect(view.account(other)?.balance).toBe(gone ? 0n : 7n)
  })

  // biome-ignore format: table
  it.each<{ why: string; changes: Partial<Message>; status: number }>([
    { why: 'depth 1025',          changes: { depth: 1025 },                       status: statusCode.callDepthExceeded },
    { why: 'too much value',      changes: { value: 1001n },                      status: statusCode.insufficientBalance },
    { why: 'value of a callcode', changes: { value: 1001n, kind: 'callcode' },    status: statusCode.insufficientBalance },
    { why: 'value of a create',   changes: { value: 1001n, kind: 'create' },      status: statusCode.insufficientBalance },
  ])('$why: not started, gas comes back', ({ changes, status }) => {
    const { script, results } = sending(changes)
    play({ scripts: { 1: script } })
    expect(results[0]).toMatchObject({ statusCode: status, gasLeft: 100_000n })
  })

  it('reach precompiles also by delegatecall, and pay for them', () => {
    const { script, results } = sending({ kind: 'delegatecall', codeAddress: ripemd160, gas: 600n })
    play({ scripts: { 1: script } })
    expect(results[0]).toMatchObject({ statusCode: statusCode.success, gasLeft: 0n })
    expect(results[0]?.output).toHaveLength(32)
  })

  it('fail with all gas when a precompile costs more', () => {
    const { script, results } = sending({ codeAddress: ripemd160, gas: 599n })
    play({ scripts: { 1: script } })
    expect(results[0]).toMatchObject({ statusCode: statusCode.outOfGas, gasLeft: 0n })
  })
})

describe('empty accounts', () => {
  it('are deleted when touched (EIP-161)', () => {
    const { script } = sending({})
    const { view } = play({ scripts: { 1: script }, accounts: [{ address: other }] })
    expect(view.account(other)).toBeUndefined()
  })

  it('stay when the touch was taken back, but for 0x03', () => {
    const scripts: Record<number, Script> = {
      1: (host) => {
        host.call(nested({ recipient: other, codeAddress: other }))
        host.call(nested({ recipient: ripemd160, codeAddress: ripemd160, gas: 1n }))
        return { statusCode: statusCode.failure, gasLeft: 0n }
      },
    }
    const accounts = [{ address: other }, { address: ripemd160 }]
    const { view } = play({ scripts, accounts })
    expect(view.account(other)).toBeDefined()
    expect(view.account(ripemd160)).toBeUndefined()
  })
})

describe('creates', () => {
  const create: Partial<Message> = { kind: 'create', input: Uint8Array.of(2), value: 3n }
  const made = createAddress(contract, 1n)
  const returning =
    (output: Uint8Array): Script =>
    () => ({ output })

  it('by a transaction use the nonce before it, and charge 200 gas a byte', () => {
    const to = undefined
    const { receipt, view } = play({
      scripts: { 2: returning(Uint8Array.of(7, 7)) },
      transaction: { to, data: Uint8Array.of(2), value: 5n },
    })
    const address = createAddress(sender, 0n)
    expect(receipt.contractAddress).toEqual(address)
    expect(receipt.gasUsed).toBe(53_000n + 68n + 400n)
    expect(view.account(address)).toMatchObject({ nonce: 1n, balance: 5n })
    expect(view.code(view.account(address)?.codeHash ?? ONE)).toEqual(Uint8Array.of(7, 7))
  })

  it('give an empty output, the address, and the gas left', () => {
    const { script, results } = sending(create)
    const { view } = play({ scripts: { 1: script, 2: returning(Uint8Array.of(7)) } })
    expect(results[0]).toMatchObject({ createAddress: made, output: NO_BYTES, gasLeft: 99_800n })
    expect(view.account(contract)).toMatchObject({ nonce: 2n, balance: 997n })
  })

  it('with a salt go where EIP-1014 says', () => {
    const { script, results } = sending({ ...create, kind: 'create2', create2Salt: ZERO_BYTES32 })
    play({ scripts: { 1: script, 2: returning(NO_BYTES) } })
    expect(results[0]?.createAddress).toEqual(
      create2Address(contract, ZERO_BYTES32, Uint8Array.of(2)),
    )
  })

  // biome-ignore format: table
  it.each<{ why: string; output: Uint8Array; gas: bigint; revision: Revision; status: number }>([
    { why: 'a deposit that cannot be paid', output: new Uint8Array(10),              gas: 1999n, revision: 'byzantium', status: statusCode.outOfGas },
    { why: 'code above the limit',          output: new Uint8Array(1_048_577),       gas: 10n ** 9n, revision: 'byzantium', status: statusCode.outOfGas },
    { why: 'the byte 0xef (EIP-3541)',      output: Uint8Array.of(0xef),             gas: 9999n, revision: 'london',    status: statusCode.contractValidationFailure },
    { why: 'what the machine refuses',      output: Uint8Array.of(0xee),             gas: 9999n, revision: 'byzantium', status: statusCode.contractValidationFailure },
  ])('fail with all gas for $why; the nonce stays up', ({ output, gas, revision, status }) => {
    const { script, results } = sending({ ...create, gas })
    const { view } = play({ scripts: { 1: script, 2: returning(output) }, revision })
    expect(results[0]).toMatchObject({ statusCode: status, gasLeft: 0n })
    expect(view.account(made)).toBeUndefined()
    expect(view.account(contract)).toMatchObject({ nonce: 2n, balance: 1000n })
  })

  // biome-ignore format: table
  it.each<{ what: string; account: Partial<AllocatedAccount> }>([
    { what: 'a nonce (EIP-684)',   account: { nonce: 1n } },
    { what: 'code (EIP-684)',      account: { code: Uint8Array.of(9) } },
    { what: 'storage (EIP-7610)',  account: { storage: [{ key: ONE, value: ONE }] } },
  ])('fail with all gas on an address with $what', ({ account }) => {
    const { script, results } = sending(create)
    play({ scripts: { 1: script }, accounts: [{ address: made, ...account }] })
    expect(results[0]).toMatchObject({ statusCode: statusCode.failure, gasLeft: 0n })
  })

  it('take over the balance of an address that was only paid before', () => {
    const { script } = sending(create)
    const accounts = [{ address: made, balance: 10n }]
    const { view } = play({ scripts: { 1: script, 2: returning(NO_BYTES) }, accounts })
    expect(view.account(made)).toMatchObject({ nonce: 1n, balance: 13n })
  })
})

describe('refunds', () => {
  // biome-ignore format: table
  it.each<{ revision: Revision; refund: bigint; gasUsed: bigint }>([
    { revision: 'byzantium', refund: 1000n,    gasUsed: 20_000n },
    { revision: 'byzantium', refund: 24_000n,  gasUsed: 10_500n }, // at most half
    { revision: 'london',    refund: 24_000n,  gasUsed: 16_800n }, // at most a fifth (EIP-3529)
    { revision: 'london',    refund: -50n,     gasUsed: 21_000n },
  ])('$refund of a transfer leave $gasUsed gas at $revision', ({ revision, refund, gasUsed }) => {
    const { receipt } = play({ scripts: { 1: () => ({ gasRefund: refund }) }, revision })
    expect(receipt).toMatchObject({ gasUsed, gasBeforeRefund: 21_000n })
  })
})

describe('selfdestruct', () => {
  const destructing =
    (beneficiary: Address): Script =>
    (host) => {
      host.selfdestruct(contract, beneficiary)
      return {}
    }

  it('moves the balance and removes the account', () => {
    const { view } = play({ scripts: { 1: destructing(other) } })
    expect(view.account(other)?.balance).toBe(1000n)
    expect(view.account(contract)).toBeUndefined()
  })

  it('in favour of itself burns the balance before Cancun and keeps it from then on (EIP-6780)', () => {
    const scripts = { 1: destructing(contract) }
    expect(play({ scripts, revision: 'shanghai' }).view.account(contract)).toBeUndefined()
    expect(play({ scripts, revision: 'cancun' }).view.account(contract)?.balance).toBe(1000n)
  })

  it('removes at Cancun only what the transaction made', () => {
    const { view } = play({ scripts: { 1: destructing(other) }, revision: 'cancun' })
    expect(view.account(contract)).toMatchObject({ balance: 0n, nonce: 1n })
    expect(view.account(other)?.balance).toBe(1000n)
  })
})

it('shows the hashes of the last 256 blocks and no other', () => {
  const hash = ONE
  const seen: bigint[] = []
  const view = new MapView([
    { address: sender, balance: ETHER },
    { address: contract, code: Uint8Array.of(1) },
  ])
  const script: Script = (host) => {
    for (const number of [-1n, 43n, 44n, 299n, 300n]) {
      if (host.getBlockHash(number) !== undefined) seen.push(number)
    }
    return {}
  }
  const block = blockContext({ number: 300n, getBlockHash: () => hash })
  const transaction = {
    ...emptyTransaction,
    type: 'legacy' as const,
    chainId: 1337n,
    to: contract,
    gasLimit: 99_999n,
  }
  const machine = createMachine({ ewasm: scriptedVm({}), evm: scriptedVm({ 1: script }) })
  executeTransaction(view, block, { transaction, sender }, 'byzantium', machine)
  expect(seen).toEqual([44n, 299n])
})

it('runs no EVM bytecode, and says so', () => {
  const view = new MapView([
    { address: sender, balance: ETHER },
    { address: contract, code: Uint8Array.of(0x60) },
  ])
  const transaction = {
    ...emptyTransaction,
    type: 'legacy' as const,
    chainId: 1337n,
    to: contract,
    gasLimit: 99_999n,
  }
  const machine = createMachine({ ewasm: scriptedVm({}) })
  const { receipt } = executeTransaction(
    view,
    blockContext(),
    { transaction, sender },
    'byzantium',
    machine,
  )
  expect(receipt).toMatchObject({
    statusCode: statusCode.failure,
    gasUsed: 99_999n,
    reason: 'This machine runs Ewasm only: it has no EVM.',
  })
})
