import { describe, expect, it } from 'vitest'
import { createMachine } from '../../../src/chain/machine.ts'
import { delegationTo } from '../../../src/chain/message/delegation.ts'
import { emptyTransaction } from '../../../src/chain/transaction/transaction.ts'
import { executeTransaction } from '../../../src/chain/transition/execute-transaction.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import type { Mnemonic } from '../../../src/evm/opcodes.ts'
import { type Address, address } from '../../../src/primitives/address.ts'
import { toBigint, toBytes32 } from '../../../src/primitives/big-endian.ts'
import { type AllocatedAccount, MapView } from '../../../src/state/index.ts'
import { blockContext } from '../../chain/block-context.ts'
import { code } from '../evm-code.ts'

const sender = address(new Uint8Array(20).fill(0xa1))
const caller = address(new Uint8Array(20).fill(0xc1))
const delegating = address(new Uint8Array(20).fill(0xd1))
const second = address(new Uint8Array(20).fill(0xd2))
const target = address(new Uint8Array(20).fill(0xe1))
const identity = address(toBytes32(4n).slice(12))
const vm = createEvmVm()
const machine = createMachine({ ewasm: vm, evm: vm })

/** Calls `where` with the word 7 as input, and returns success, the size of what came back, and its first word. */
function calling(where: Address, mnemonic: Mnemonic): Uint8Array {
  const hasValue = mnemonic === 'CALL' || mnemonic === 'CALLCODE'
  return code(
    ...(['PUSH1', 7, 'PUSH1', 0, 'MSTORE'] as const), // the input
    ...(['PUSH1', 32, 'PUSH1', 64, 'PUSH1', 32, 'PUSH1', 0] as const),
    ...(hasValue ? (['PUSH1', 0] as const) : []),
    ...(['PUSH20', where, 'PUSH2', 0xff, 0xff, mnemonic] as const),
    ...(['PUSH1', 0, 'MSTORE', 'RETURNDATASIZE', 'PUSH1', 32, 'MSTORE'] as const),
    ...(['PUSH1', 96, 'PUSH1', 0, 'RETURN'] as const),
  )
}

function play(mnemonic: Mnemonic, accounts: readonly AllocatedAccount[]) {
  const view = new MapView([
    { address: sender, balance: 10n ** 18n },
    { address: caller, code: calling(delegating, mnemonic) },
    ...accounts,
  ])
  const transaction = {
    ...emptyTransaction,
    type: 'legacy' as const,
    chainId: 1337n,
    to: caller,
    gasLimit: 1_000_000n,
  }
  const { receipt } = executeTransaction(
    view,
    blockContext(),
    { transaction, sender },
    'prague',
    machine,
  )
  expect(receipt.statusCode).toBe(statusCode.success)
  const word = (index: number): bigint =>
    toBigint(receipt.output.subarray(32 * index, 32 * index + 32))
  return { succeeded: word(0), returned: word(1), first: word(2) }
}

/** "When a precompile address is the target of a delegation, the retrieved code is considered empty" (EIP-7702). */
describe.each(['CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL'] as const)(
  '%s of an account that delegates',
  (mnemonic) => {
    it('to a precompile runs empty code', () => {
      const accounts = [{ address: delegating, code: delegationTo(identity) }]
      expect(play(mnemonic, accounts)).toEqual({ succeeded: 1n, returned: 0n, first: 0n })
    })

    it('to a contract runs its code', () => {
      const returnsSize = code(
        'CALLDATASIZE',
        'PUSH1',
        0,
        'MSTORE',
        'PUSH1',
        32,
        'PUSH1',
        0,
        'RETURN',
      )
      const accounts = [
        { address: delegating, code: delegationTo(target) },
        { address: target, code: returnsSize },
      ]
      expect(play(mnemonic, accounts)).toEqual({ succeeded: 1n, returned: 32n, first: 32n })
    })

    it('to another delegation follows the first one only: its bytes are an invalid instruction', () => {
      const accounts = [
        { address: delegating, code: delegationTo(second) },
        { address: second, code: delegationTo(target) },
        { address: target, code: code('STOP') },
      ]
      expect(play(mnemonic, accounts)).toEqual({ succeeded: 0n, returned: 0n, first: 0n })
    })
  },
)
