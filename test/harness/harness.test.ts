import { createHash } from 'node:crypto'
import { HDNodeWallet, id, Mnemonic, SigningKey, Wallet } from 'ethers'
import { describe, expect, it } from 'vitest'
import { createHarness } from '../../src/harness/harness.ts'
import { fromHex, type Hex, toHex } from '../../src/primitives/hex.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { compileSolidity } from '../../src/solidity/compile-solidity.ts'
import { fixture } from './fixture.ts'

const Token = fixture('Token')
const Counter = fixture('Counter')
const Caller = fixture('Caller')
const Callee = fixture('Callee')
const Reverter = fixture('Reverter')
const Language = fixture('Language')

const LONG_NAME = 'A token with a name of more than thirty-one bytes'

describe('createHarness', () => {
  it('funds the ten accounts of the development mnemonic', async () => {
    const harness = await createHarness()
    const mnemonic = Mnemonic.fromPhrase(`${'test '.repeat(11)}junk`)
    const wallets = harness.accounts.map((_, index) =>
      HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${index}`),
    )
    expect(harness.accounts).toEqual(wallets.map(({ address }) => address))
    for (const account of harness.accounts) expect(harness.balance(account)).toBe(10n ** 22n)
  })

  it('gives every test a chain of its own', async () => {
    const first = await (await createHarness()).deploy(Counter)
    await first.send('increment')
    const second = await (await createHarness()).deploy(Counter)
    expect(await second.call('count')).toBe(0n)
  })

  it('answers within 50 ms of its making once warm', async () => {
    const run = async (): Promise<number> => {
      const start = performance.now()
      const token = await (await createHarness()).deploy(Token, [1000n, 'Token', 'TKN'])
      expect(await token.call('totalSupply')).toBe(1000n)
      return performance.now() - start
    }
    const times = [await run(), await run(), await run(), await run(), await run()]
    expect(Math.min(...times.slice(1))).toBeLessThan(50)
  })
})

it('takes call data of any length', async () => {
  const contract = await (await createHarness()).deploy(Language)
  const bytes = new Uint8Array(300_000).fill(0xab)
  const hashes = await contract.call('hashes', [toHex(bytes)])
  expect(hashes).toMatchObject([toHex(keccak256(bytes)), expect.any(String)])
})

describe('an ERC-20 from Solidity', () => {
  it('takes constructor arguments of every length, and reads them back', async () => {
    const harness = await createHarness()
    for (const name of ['', 'T', LONG_NAME]) {
      const token = await harness.deploy(Token, [10n ** 24n, name, 'TKN'])
      expect(await token.call('name')).toBe(name)
      expect(await token.call('symbol')).toBe('TKN')
      expect(await token.call('decimals')).toBe(18n)
      expect(await token.call('totalSupply')).toBe(10n ** 24n)
      expect(await token.call('balanceOf', [harness.accounts[0] ?? ''])).toBe(10n ** 24n)
    }
  })

  it('transfers, and logs the transfer with its topics', async () => {
    const harness = await createHarness()
    const [alice = '0x', bob = '0x'] = harness.accounts
    const token = await harness.deploy(Token, [1000n, 'Token', 'TKN'])
    const { result, logs, gasUsed } = await token.send('transfer', [bob, 300n])
    expect(result).toBe(true)
    expect(gasUsed).toBeGreaterThan(21_000n)
    expect(logs).toMatchObject([
      { address: token.address, event: 'Transfer', args: { from: alice, to: bob, value: 300n } },
    ])
    expect(logs[0]?.topics[0]).toBe(id('Transfer(address,address,uint256)'))
    expect(await token.call('balanceOf', [alice])).toBe(700n)
    expect(await token.call('balanceOf', [bob])).toBe(300n)
  })

  it('lets a spender spend what was allowed and no more', async () => {
    const harness = await createHarness()
    const [alice = '0x', bob = '0x', carol = '0x'] = harness.accounts
    const token = await harness.deploy(Token, [1000n, 'Token', 'TKN'])
    await token.send('approve', [bob, 50n])
    await token.send('transferFrom', [alice, carol, 20n], { from: bob })
    expect(await token.call('allowance', [alice, bob])).toBe(30n)
    await expect(
      token.send('transferFrom', [alice, carol, 31n], { from: bob }),
    ).rejects.toMatchObject({
      code: 'CONTRACT_REVERTED',
      errorName: 'ERC20InsufficientAllowance',
      errorArgs: [bob, 30n, 31n],
    })
    expect(await token.call('balanceOf', [carol])).toBe(20n)
  })
})

describe('calls between contracts', () => {
  const setUp = async () => {
    const harness = await createHarness()
    const caller = await harness.deploy(Caller)
    const { result } = await caller.send('create', [7n], { value: 5n })
    const callee = harness.contractAt(result as Hex, Callee.abi)
    return { harness, caller, callee }
  }

  it('creates a contract with constructor argument, immutable and value', async () => {
    const { harness, callee } = await setUp()
    expect(await callee.call('start')).toBe(7n)
    expect(await callee.call('value')).toBe(7n)
    expect(harness.balance(callee.address)).toBe(5n)
  })

  it('calls with value and takes the result', async () => {
    const { harness, caller, callee } = await setUp()
    expect((await caller.send('set', [9n], { value: 3n })).result).toBe(7n)
    expect(await callee.call('value')).toBe(9n)
    expect(harness.balance(callee.address)).toBe(8n)
  })

  it('catches the revert of a callee', async () => {
    const { caller, callee } = await setUp()
    expect((await caller.send('trySet', [13n])).result).toEqual([false, 0n])
    expect((await caller.send('trySet', [14n])).result).toEqual([true, 7n])
    expect(await callee.call('value')).toBe(14n)
  })

  it('passes on the revert data of a callee', async () => {
    const { caller } = await setUp()
    // The error is the callee's: the caller's ABI does not have it.
    await expect(caller.send('set', [13n])).rejects.toMatchObject({
      data: expect.stringContaining(id('Refused(uint256)').slice(0, 10)),
    })
  })

  it('delegates with its own address and its own caller', async () => {
    const { harness, caller } = await setUp()
    expect(await caller.call('delegateWhoAmI')).toEqual([caller.address, harness.accounts[0]])
  })

  it('forbids changes below a static call', async () => {
    const { caller, callee } = await setUp()
    expect(await caller.call('staticSet', [1n])).toBe(false)
    expect(await callee.call('value')).toBe(7n)
  })

  it('nests calls of itself', async () => {
    const { callee } = await setUp()
    expect(await callee.call('recurse', [12n])).toBe(12n)
  })

  it('reaches precompiles', async () => {
    const { caller } = await setUp()
    const data = fromHex('0x010203')
    expect(await caller.call('digest', [toHex(data)])).toEqual([
      toHex(keccak256(data)),
      `0x${createHash('sha256').update(data).digest('hex')}`,
      `0x${createHash('ripemd160').update(data).digest('hex')}`,
    ])
    const wallet = new Wallet(`0x${'11'.repeat(32)}`)
    const digest = id('signed')
    const { v, r, s } = new SigningKey(wallet.privateKey).sign(digest)
    expect(await caller.call('recover', [digest, v, r, s])).toBe(wallet.address)
  })
})

describe('EVM bytecode', () => {
  const source = `// SPDX-License-Identifier: MIT
    pragma solidity ^0.8.20;
    contract Box {
      uint256 public value;
      event Stored(uint256 value);
      constructor(uint256 first) { value = first; }
      function store(uint256 next) external { value = next; emit Stored(next); }
      function fail() external pure { revert("no"); }
    }
    contract Maker {
      // Any code: of the other machine too.
      function make(bytes memory code) external returns (address made) {
        assembly { made := create(0, add(code, 32), mload(code)) }
      }
      function value(address box) external view returns (uint256) { return Box(box).value(); }
    }`
  const compiled = (target: 'ewasm' | 'evm') => {
    const { contracts } = compileSolidity({ sources: { 'a.sol': source }, baseFolder: '.', target })
    const [box, maker] = contracts
    if (box === undefined || maker === undefined) throw new Error('two contracts were expected')
    return { box, maker }
  }

  it.each(['evm', 'ewasm'] as const)('deploys, sends, calls and fails (%s)', async (target) => {
    const box = await (await createHarness()).deploy(compiled(target).box, [7n])
    expect(await box.call('value')).toBe(7n)
    const { logs, gasUsed } = await box.send('store', [9n])
    expect(logs).toMatchObject([{ event: 'Stored', args: { value: 9n } }])
    expect(gasUsed).toBeGreaterThan(21_000n)
    expect(await box.call('value')).toBe(9n)
    await expect(box.send('fail')).rejects.toMatchObject({ reason: 'no' })
  })

  it.each([
    { outer: 'ewasm', inner: 'evm' },
    { outer: 'evm', inner: 'ewasm' },
  ] as const)(
    'is made and called by a contract of the other kind ($outer makes $inner)',
    async ({ outer, inner }) => {
      const maker = await (await createHarness()).deploy(compiled(outer).maker)
      const argument = Buffer.alloc(32)
      argument[31] = 5
      const code = toHex(Buffer.concat([compiled(inner).box.bytecode, argument]))
      const { result } = await maker.send('make', [code])
      expect(await maker.call('value', [result as Hex])).toBe(5n)
    },
  )
})

describe('failures', () => {
  it.each([
    {
      call: 'withReason',
      args: ['no more'],
      error: { code: 'CONTRACT_REVERTED', reason: 'no more' },
    },
    {
      call: 'withCustomError',
      args: [99n],
      error: { code: 'CONTRACT_REVERTED', errorName: 'TooLarge', errorArgs: [99n, 10n] },
    },
    { call: 'withoutData', args: [], error: { code: 'CONTRACT_REVERTED', data: '0x' } },
    { call: 'withPanic', args: [0n], error: { code: 'CONTRACT_REVERTED', panicCode: 0x12n } },
    { call: 'withInvalid', args: [], error: { code: 'CONTRACT_FAILED', gasUsed: 100_000n } },
  ])('$call throws a typed error and leaves the state', async ({ call, args, error }) => {
    const reverter = await (await createHarness()).deploy(Reverter)
    await expect(reverter.send(call, args, { gas: 100_000n })).rejects.toMatchObject(error)
    expect(await reverter.call('touched')).toBe(0n)
  })

  it('refuses init code with bytes behind a module that does not say its length', async () => {
    const harness = await createHarness()
    const bytecode = `${Counter.bytecode}00` as Hex
    await expect(harness.deploy({ abi: [], bytecode })).rejects.toMatchObject({
      code: 'CONTRACT_FAILED',
      status: 'contractValidationFailure',
    })
  })

  it('refuses a constructor call without its arguments', async () => {
    const harness = await createHarness()
    await expect(harness.deploy({ abi: [], bytecode: Token.bytecode })).rejects.toMatchObject({
      code: 'CONTRACT_REVERTED',
      data: '0x',
    })
  })

  it.each([
    { name: 'an unknown function', call: 'nothing', args: [] },
    { name: 'too few arguments', call: 'transfer', args: [] },
    { name: 'an argument out of range', call: 'balanceOf', args: ['0x00'] },
  ])('refuses $name', async ({ call, args }) => {
    const token = await (await createHarness()).deploy(Token, [1n, '', ''])
    await expect(token.call(call, args)).rejects.toMatchObject({ code: 'ABI_MISMATCH' })
  })

  it('refuses more value than the sender has', async () => {
    const counter = await (await createHarness()).deploy(Counter)
    await expect(counter.send('increment', [], { value: 10n ** 23n })).rejects.toMatchObject({
      code: 'TRANSACTION_REFUSED',
      refusal: 'INSUFFICIENT_FUNDS',
    })
  })
})
