import { createBlock } from '@ethereumjs/block'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createTxFromRLP } from '@ethereumjs/tx'
import { createAccount, createAddressFromString } from '@ethereumjs/util'
import { createVM, runTx } from '@ethereumjs/vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine } from '../../../src/chain/machine.ts'
import { encodeTransaction } from '../../../src/chain/transaction/encode-transaction.ts'
import { signTransaction } from '../../../src/chain/transaction/sign-transaction.ts'
import { emptyTransaction, type Transaction } from '../../../src/chain/transaction/transaction.ts'
import { transition } from '../../../src/chain/transition/transition.ts'
import { address } from '../../../src/primitives/address.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { privateKeyToAddress } from '../../../src/primitives/secp256k1.ts'
import { type AllocatedAccount, MapView } from '../../../src/state/index.ts'
import { blockContext } from '../block-context.ts'
import { scriptedVm } from '../scripted-vm.ts'
import { privateKey } from '../transaction/any-transaction.ts'

const sender = privateKeyToAddress(privateKey)
const recipient = address(new Uint8Array(20).fill(0xbb))
const machine = createMachine({ ewasm: scriptedVm({}) })
const ETHER = 10n ** 18n

const transfer: Transaction = {
  ...emptyTransaction,
  type: 'feeMarket',
  chainId: 1337n,
  to: recipient,
  value: 5n,
  gasLimit: 21_000n,
  maxFeePerGas: 20n,
  maxPriorityFeePerGas: 2n,
}

function refusalOf(changes: Partial<Transaction>, account: Partial<AllocatedAccount> = {}) {
  const view = new MapView([{ address: sender, balance: ETHER, ...account }])
  const block = blockContext({ baseFee: 10n })
  const sent = { transaction: { ...transfer, ...changes }, sender }
  const result = transition(view, block, sent, 'london', machine)
  return result.ok ? undefined : result.refusal
}

describe('refusals', () => {
  // biome-ignore format: table
  it.each<{ code: string; changes?: Partial<Transaction>; account?: Partial<AllocatedAccount>; expected?: bigint; actual?: bigint }>([
    { code: 'WRONG_CHAIN_ID',             changes: { chainId: 1n }, expected: 1337n, actual: 1n },
    { code: 'NONCE_TOO_HIGH',             changes: { nonce: 2n }, expected: 0n, actual: 2n },
    { code: 'NONCE_TOO_LOW',              account: { nonce: 1n }, expected: 1n, actual: 0n },
    { code: 'INSUFFICIENT_FUNDS',         account: { balance: 420_004n }, expected: 420_005n, actual: 420_004n },
    { code: 'INTRINSIC_GAS_TOO_LOW',      changes: { gasLimit: 20_999n }, expected: 21_000n, actual: 20_999n },
    { code: 'GAS_LIMIT_ABOVE_BLOCK',      changes: { gasLimit: 30_000_001n }, expected: 30_000_000n, actual: 30_000_001n },
    { code: 'MAX_FEE_BELOW_BASE_FEE',     changes: { maxFeePerGas: 9n }, expected: 10n, actual: 9n },
    { code: 'PRIORITY_FEE_ABOVE_MAX_FEE', changes: { maxPriorityFeePerGas: 21n }, expected: 20n, actual: 21n },
    { code: 'SENDER_HAS_CODE',            account: { code: Uint8Array.of(1) } },
    { code: 'TYPE_NOT_ACTIVE',            changes: { type: 'blob' } },
  ])('$code, with the facts', ({ code, changes, account, expected, actual }) => {
    const refusal = refusalOf(changes ?? {}, account)
    expect(refusal?.code).toBe(code)
    if (actual !== undefined) expect(refusal).toMatchObject({ expected, actual })
  })

  it('none for a balance that just suffices', () => {
    expect(refusalOf({}, { balance: 420_005n })).toBeUndefined()
  })
})

describe('transition', () => {
  it('pays the coinbase its priority fee and burns the base fee', () => {
    const view = new MapView([{ address: sender, balance: ETHER }])
    const block = blockContext({ baseFee: 10n })
    const result = transition(view, block, { transaction: transfer, sender }, 'london', machine)
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.receipt).toMatchObject({
      statusCode: 0,
      gasUsed: 21_000n,
      effectiveGasPrice: 12n,
    })
    const balances = result.diff.accounts.map(({ account }) => account?.balance)
    expect(balances).toEqual([ETHER - 21_000n * 12n - 5n, 5n, 21_000n * 2n])
  })

  it('moves what @ethereumjs/vm moves', async () => {
    const common = new Common({ chain: { ...Mainnet, chainId: 1337 }, hardfork: Hardfork.London })
    const vm = await createVM({ common })
    const anyTransfer = fc.record({
      value: fc.bigInt({ min: 0n, max: ETHER }),
      data: fc.uint8Array({ maxLength: 40 }),
      maxFeePerGas: fc.bigInt({ min: 10n, max: 10n ** 12n }),
      gasLimit: fc.bigInt({ min: 22_000n, max: 100_000n }),
      baseFee: fc.bigInt({ min: 0n, max: 10n }),
    })
    await fc.assert(
      fc.asyncProperty(anyTransfer, async ({ baseFee, ...fields }) => {
        const transaction = { ...transfer, ...fields }
        const view = new MapView([{ address: sender, balance: 2n * ETHER }])
        const ours = transition(
          view,
          blockContext({ baseFee }),
          { transaction, sender },
          'london',
          machine,
        )
        if (!ours.ok) throw new Error(ours.refusal.message)

        const signed = encodeTransaction(signTransaction(transaction, privateKey))
        const tx = createTxFromRLP(signed, { common })
        for (const { address: where } of ours.diff.accounts) {
          await vm.stateManager.deleteAccount(createAddressFromString(toHex(where)))
        }
        const funded = createAccount({ balance: 2n * ETHER })
        await vm.stateManager.putAccount(createAddressFromString(toHex(sender)), funded)
        const { coinbase, gasLimit } = blockContext()
        const header = { baseFeePerGas: baseFee, gasLimit, number: 7n, coinbase: toHex(coinbase) }
        const block = createBlock({ header }, { common, skipConsensusFormatValidation: true })
        const theirs = await runTx(vm, { tx, block })

        expect(ours.receipt.gasUsed).toBe(theirs.totalGasSpent)
        for (const { address: where, account } of ours.diff.accounts) {
          const their = await vm.stateManager.getAccount(createAddressFromString(toHex(where)))
          expect([account?.balance, account?.nonce]).toEqual([their?.balance, their?.nonce])
        }
      }),
      { numRuns: 25 },
    )
  })
})
