import { Wallet } from 'ethers'
import { describe, expect, it } from 'vitest'
import { createMachine } from '../../../src/chain/machine.ts'
import { delegationTo } from '../../../src/chain/message/delegation.ts'
import { emptyTransaction, type Transaction } from '../../../src/chain/transaction/transaction.ts'
import { transition } from '../../../src/chain/transition/transition.ts'
import { type Address, address, ZERO_ADDRESS } from '../../../src/primitives/address.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { SECP256K1_ORDER } from '../../../src/primitives/secp256k1.ts'
import { type AllocatedAccount, MapView, State } from '../../../src/state/index.ts'
import { blockContext } from '../block-context.ts'
import { scriptedVm } from '../scripted-vm.ts'

const wallet = new Wallet(`0x${'42'.repeat(32)}`)
const authority = address(fromHex(wallet.address))
const sender = address(new Uint8Array(20).fill(0x5e))
const target = address(new Uint8Array(20).fill(0xaa))

/** An authorization as ethers signs it. */
function authorize(fields: { chainId?: bigint; nonce?: bigint; address?: Address } = {}) {
  const { chainId = 1337n, nonce = 0n, address: to = target } = fields
  const { signature } = wallet.authorizeSync({ address: toHex(to), nonce, chainId })
  const [r, s] = [BigInt(signature.r), BigInt(signature.s)]
  return { chainId, nonce, address: to, yParity: BigInt(signature.yParity), r, s }
}

type Authorization = ReturnType<typeof authorize>

function send(authorizationList: readonly Authorization[], accounts: readonly AllocatedAccount[]) {
  const codes: AllocatedAccount[] = [{ address: target, code: Uint8Array.of(1) }]
  const view = new MapView([{ address: sender, balance: 10n ** 18n }, ...codes, ...accounts])
  const called: string[] = []
  const ewasm = scriptedVm({})
  const evm = scriptedVm({
    1: (_, { recipient }) => {
      called.push(toHex(recipient))
      return {}
    },
  })
  const transaction: Transaction = {
    ...emptyTransaction,
    type: 'setCode',
    chainId: 1337n,
    to: authority,
    gasLimit: 200_000n,
    authorizationList,
  }
  const machine = createMachine({ ewasm, evm })
  const result = transition(view, blockContext(), { transaction, sender }, 'prague', machine)
  if (!result.ok) throw new Error(result.refusal.message)
  view.apply(result.diff)
  const state = new State(view)
  const after = { code: toHex(state.code(authority).bytes), nonce: state.nonce(authority) }
  return { ...after, called, gasUsed: result.receipt.gasUsed }
}

describe('applyAuthorizations', () => {
  it('delegates an account by a signature of ethers, and the call runs the other code', () => {
    expect(send([authorize()], [])).toEqual({
      code: toHex(delegationTo(target)),
      nonce: 1n,
      called: [toHex(authority)],
      gasUsed: 46_000n, // 21,000 and 25,000
    })
  })

  it('refunds half for an account that exists, up to a fifth of the gas used', () => {
    expect(send([authorize()], [{ address: authority, balance: 1n }]).gasUsed).toBe(36_800n)
    const twice = [authorize(), authorize({ chainId: 0n, nonce: 1n })]
    expect(send(twice, []).gasUsed).toBe(71_000n - 12_500n)
  })

  it('takes the delegation back for the zero address', () => {
    const delegated = { address: authority, nonce: 4n, code: delegationTo(target) }
    const back = authorize({ nonce: 4n, address: ZERO_ADDRESS })
    expect(send([back], [delegated])).toMatchObject({ code: '0x', nonce: 5n, called: [] })
  })

  const high = authorize()
  const s = SECP256K1_ORDER - high.s
  it.each<[string, Authorization, Partial<AllocatedAccount>]>([
    ['another chain', authorize({ chainId: 1n }), {}],
    ['another nonce', authorize({ nonce: 1n }), {}],
    ['an s in the upper half', { ...high, s, yParity: 1n - high.yParity }, {}],
    ['a parity of 2', { ...high, yParity: 2n }, {}],
    ['an account with code', authorize(), { code: Uint8Array.of(1) }],
  ])('passes over an authorization with %s', (_, authorization, account) => {
    const code = toHex(account.code ?? new Uint8Array())
    const accounts = [{ address: authority, balance: 1n, ...account }]
    expect(send([authorization], accounts)).toMatchObject({ code, nonce: 0n, gasUsed: 46_000n })
  })
})
