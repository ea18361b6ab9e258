import { Hardfork } from '@ethereumjs/common'
import { createAddressFromString, eoaCode7702SignAuthorization } from '@ethereumjs/util'
import { describe, expect, it } from 'vitest'
import type { MessageCounts } from '../../src/ethereumjs-adapter/gantry-evm.ts'
import type { Mnemonic } from '../../src/evm/opcodes.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { code } from '../evm/evm-code.ts'
import { CodeBuilder } from '../fuzz-evm/code-builder.ts'
import {
  AUTHORITY,
  AUTHORITY_KEY,
  CONTRACT,
  funded,
  OTHER,
  SENDER,
  signed,
  type TransactionData,
} from './pair-transactions.ts'
import { createVmPair, type PairAccount, runOnBoth } from './vm-pair.ts'

/** A contract at `CONTRACT`. */
function contract(bytes: Uint8Array, rest: Partial<PairAccount> = {}): PairAccount {
  return { address: CONTRACT, nonce: 1n, code: toHex(bytes), ...rest }
}

/** `SSTORE(slot, value)` for each. */
function stores(...pairs: readonly (readonly [number, number])[]): CodeBuilder {
  const builder = new CodeBuilder()
  for (const [slot, value] of pairs) builder.operands(slot, value).op('SSTORE')
  return builder
}

/** Init code that returns `runtime`. */
function initCode(runtime: Uint8Array): Uint8Array {
  const builder = new CodeBuilder()
  for (const [index, byte] of runtime.entries()) builder.operands(index, byte).op('MSTORE8')
  return builder.operands(0, runtime.length).op('RETURN').bytes()
}

const to = CONTRACT
const byOurs: MessageCounts = { own: 1, theirs: 0 }
const byTheirs: MessageCounts = { own: 0, theirs: 1 }

/** Runs one transaction on both, on the engine that is said, and says what was the same. */
async function agreed(
  hardfork: Hardfork,
  accounts: readonly PairAccount[],
  data: TransactionData,
  counts = byOurs,
) {
  const pair = await createVmPair(hardfork, [...funded, ...accounts])
  const { own, theirs } = await runOnBoth(pair, signed(pair.own.common, data))
  expect(own).toEqual(theirs)
  expect(pair.own.evm.messageCounts).toEqual(counts)
  return own
}

describe('a transaction ends as with their EVM', () => {
  it('moves value to nobody', async () => {
    const outcome = await agreed(Hardfork.Osaka, [], { to: OTHER, value: 5n })
    expect(outcome).toMatchObject({ status: 'success' })
  })

  it.each([Hardfork.Byzantium, Hardfork.Istanbul, Hardfork.Berlin, Hardfork.Osaka])(
    'writes and clears storage with refunds in %s',
    async (hardfork) => {
      const bytes = stores([1, 0], [2, 7], [3, 9], [3, 0]).bytes()
      const accounts = [contract(bytes, { storage: { '0x1': '0x5', '0x2': '0x7' } })]
      const outcome = await agreed(hardfork, accounts, { to })
      expect(outcome['execRefund']).not.toBe(0n)
    },
  )

  it('makes a contract and logs', async () => {
    const runtime = code('PUSH1', 1, 'PUSH1', 2, 'SSTORE')
    const outcome = await agreed(Hardfork.Cancun, [], { data: initCode(runtime), value: 3n })
    expect(outcome).toMatchObject({ status: 'success', output: toHex(runtime) })
    expect(outcome['createdAddress']).toBeDefined()
  })

  it('refuses code of 0xef (EIP-3541)', async () => {
    const outcome = await agreed(Hardfork.London, [], { data: initCode(Uint8Array.of(0xef)) })
    expect(outcome).toMatchObject({ status: 'failure' })
  })

  it.each<Mnemonic>(['CREATE', 'CREATE2'])('makes contracts with %s', async (mnemonic) => {
    const init = initCode(code('STOP')) // shorter than a word, to be shifted to its start
    const word = BigInt(toHex(init)) << BigInt(8 * (32 - init.length))
    const builder = new CodeBuilder().operands(0, word).op('MSTORE')
    const operands = mnemonic === 'CREATE' ? [0, 0, init.length] : [0, 0, init.length, 7]
    const bytes = builder
      .operands(...operands)
      .op(mnemonic)
      .push(1)
      .op('SSTORE')
      .bytes()
    const outcome = await agreed(Hardfork.Prague, [contract(bytes)], { to })
    expect(outcome['createdAddresses']).toHaveLength(1)
  })

  it.each([Hardfork.Shanghai, Hardfork.Cancun])('self-destructs in %s', async (hardfork) => {
    const bytes = new CodeBuilder().push(BigInt(OTHER)).op('SELFDESTRUCT').bytes()
    const outcome = await agreed(hardfork, [contract(bytes, { balance: 9n })], { to })
    expect(outcome['selfdestruct']).toEqual([[CONTRACT, OTHER]])
  })

  it('deletes what init code has destructed', async () => {
    const data = new CodeBuilder().push(BigInt(OTHER)).op('SELFDESTRUCT').bytes()
    const outcome = await agreed(Hardfork.Osaka, [], { data, value: 5n })
    expect(outcome['selfdestruct']).toHaveLength(1)
  })

  it('reverts with data', async () => {
    const bytes = stores([1, 1]).operands(0, 0xab).op('MSTORE8').operands(0, 1).op('REVERT').bytes()
    const outcome = await agreed(Hardfork.Osaka, [contract(bytes)], { to })
    expect(outcome).toMatchObject({ isRevert: true, output: '0xab' })
  })

  it('warms what an access list names (EIP-2930)', async () => {
    const bytes = stores([1, 1]).push(BigInt(OTHER)).op('BALANCE').bytes()
    const accessList = [
      { address: to, storageKeys: [toHex(new Uint8Array(32).fill(1, 31))] },
    ] as const
    const outcome = await agreed(Hardfork.Berlin, [contract(bytes)], {
      type: 1,
      to,
      accessList,
    })
    expect(outcome['accessList']).toHaveLength(2)
  })

  it('sees blob hashes and pays for blobs (EIP-4844)', async () => {
    const bytes = new CodeBuilder().push(0).op('BLOBHASH').push(1).op('SSTORE').bytes()
    const pair = await createVmPair(Hardfork.Cancun, [...funded, contract(bytes)])
    pair.own.common.customCrypto.kzg = {} as never // only asked for when blobs are there
    const blobVersionedHashes = [toHex(Uint8Array.of(1, ...new Uint8Array(31)))] as const
    const data = { type: 3, to, blobVersionedHashes, maxFeePerBlobGas: 10n } as const
    const { own, theirs } = await runOnBoth(pair, signed(pair.own.common, data))
    expect(own).toEqual(theirs)
    expect(own).toMatchObject({ status: 'success', blobGasUsed: 131_072n })
    expect(pair.own.evm.messageCounts).toEqual(byOurs)
  })

  it('runs delegated code (EIP-7702)', async () => {
    const bytes = stores([1, 1]).op('CODESIZE').push(2).op('SSTORE').bytes()
    const pair = await createVmPair(Hardfork.Prague, [...funded, contract(bytes)])
    const authorization = eoaCode7702SignAuthorization(
      { chainId: '0x1', address: to, nonce: '0x0' },
      AUTHORITY_KEY,
    )
    const data = { type: 4, to: AUTHORITY, authorizationList: [authorization] } as const
    const { own, theirs } = await runOnBoth(pair, signed(pair.own.common, data))
    expect(own).toEqual(theirs)
    expect(own).toMatchObject({ status: 'success' })
    expect(pair.own.evm.messageCounts).toEqual(byOurs)
  })

  it('calls precompiles', async () => {
    for (const address of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const where = toHex(Uint8Array.of(...new Uint8Array(19), address))
      await agreed(Hardfork.Istanbul, [], {
        to: where,
        data: new Uint8Array(213),
        gasLimit: 900_000n,
      })
    }
  })
})

describe('reads that are not there yet', () => {
  it('asks for many slots at once', async () => {
    const builder = new CodeBuilder()
    for (let slot = 0; slot < 600; slot++) builder.push(slot).op('SLOAD', 'POP')
    await agreed(Hardfork.Osaka, [contract(builder.bytes())], { to })
  })

  it('leaves a long chain of slots that name each other to their EVM', async () => {
    const builder = new CodeBuilder().push(0)
    for (let link = 0; link < 60; link++) builder.op('SLOAD')
    const storage = Object.fromEntries(
      Array.from({ length: 60 }, (_, slot) => [
        `0x${slot.toString(16)}`,
        `0x${(slot + 1).toString(16)}`,
      ]),
    )
    const bytes = builder.push(999).op('SSTORE').bytes()
    await agreed(Hardfork.Osaka, [contract(bytes, { storage })], { to }, byTheirs)
  })

  it('reads hashes of blocks', async () => {
    const bytes = new CodeBuilder().push(999).op('BLOCKHASH').push(1).op('SSTORE').bytes()
    await agreed(Hardfork.Paris, [contract(bytes)], { to })
  })
})

describe('what is left to their EVM', () => {
  it('has steps listened to', async () => {
    const pair = await createVmPair(Hardfork.Osaka, [...funded, contract(stores([1, 1]).bytes())])
    const seen: string[] = []
    pair.own.evm.events.on('step', ({ opcode }) => seen.push(opcode.name))
    const { own, theirs } = await runOnBoth(pair, signed(pair.own.common, { to }))
    expect(own).toEqual(theirs)
    expect(seen).toEqual(['PUSH1', 'PUSH1', 'SSTORE'])
    expect(pair.own.evm.messageCounts).toEqual(byTheirs)
  })

  it('nests deeper than the native stack of this thread', { timeout: 60_000 }, async () => {
    const bytes = new CodeBuilder()
      .operands(0, 0, 0, 0, 0)
      .op('ADDRESS')
      .push(3000)
      .op('GAS', 'SUB', 'CALL')
      .bytes()
    const data = { to, gasLimit: 16_000_000n }
    await agreed(Hardfork.Homestead, [contract(bytes)], data, byTheirs)
  })
})

describe('messages without a transaction', () => {
  const caller = createAddressFromString(SENDER)
  const where = createAddressFromString(CONTRACT)

  it('follow each other in one transaction: original values and warm slots stay', async () => {
    const bytes = stores([1, 0], [2, 5]).bytes()
    const accounts = [...funded, contract(bytes, { storage: { '0x1': '0x5' } })]
    const { own, theirs } = await createVmPair(Hardfork.Osaka, accounts)
    for (let call = 0; call < 3; call++) {
      const results = []
      for (const { evm } of [own, theirs]) results.push(await evm.runCall({ caller, to: where }))
      const [left, right] = results.map(({ execResult }) => [
        execResult.executionGasUsed,
        execResult.gasRefund,
      ])
      expect(left).toEqual(right)
      await own.stateManager.putStorage(where, new Uint8Array(32).fill(1, 31), Uint8Array.of(call))
      await theirs.stateManager.putStorage(
        where,
        new Uint8Array(32).fill(1, 31),
        Uint8Array.of(call),
      )
    }
    expect(own.evm.messageCounts).toEqual({ own: 3, theirs: 0 })
    expect(await own.stateManager.getStateRoot()).toEqual(await theirs.stateManager.getStateRoot())
  })

  it('run code that is nowhere', async () => {
    const { own, theirs } = await createVmPair(Hardfork.Osaka, funded)
    const opts = {
      code: code(
        'PUSH1',
        3,
        'PUSH1',
        4,
        'ADD',
        'PUSH1',
        0,
        'MSTORE',
        'PUSH1',
        32,
        'PUSH1',
        0,
        'RETURN',
      ),
    }
    const [left, right] = [await own.evm.runCode(opts), await theirs.evm.runCode(opts)]
    expect(left.returnValue).toEqual(right.returnValue)
    expect(left.executionGasUsed).toBe(right.executionGasUsed)
    expect(own.evm.messageCounts).toEqual(byOurs)
  })

  it('have the balance that they need where balances do not matter', async () => {
    const { own, theirs } = await createVmPair(Hardfork.Osaka, [])
    for (const { evm } of [own, theirs]) {
      await evm.runCall({ caller, to: where, value: 77n, skipBalance: true })
    }
    expect(own.evm.messageCounts).toEqual(byOurs)
    expect(await own.stateManager.getStateRoot()).toEqual(await theirs.stateManager.getStateRoot())
  })
})
