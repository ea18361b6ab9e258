import { expect, it } from 'vitest'
import { TestState } from '../../src/conformance/test-state.ts'
import { address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'
import {
  type AllocatedAccount,
  diffOfAllocation,
  MemoryStore,
  openWorld,
  State,
  StoreBatch,
} from '../../src/state/index.ts'

const at = (byte: number) => address(new Uint8Array(20).fill(byte))
const [one, two, three] = [toBytes32(1n), toBytes32(2n), toBytes32(3n)]
const accounts: readonly AllocatedAccount[] = [
  {
    address: at(1),
    balance: 5n,
    storage: [
      { key: one, value: two },
      { key: two, value: one },
    ],
  },
  { address: at(2), nonce: 7n, code: Uint8Array.of(1, 2, 3) },
  { address: at(3), balance: 9n },
]

/** The root by the store that the chain commits to. */
function committedRoot(diffs: Parameters<ReturnType<typeof openWorld>['commit']>[0]): string {
  return toHex(openWorld(new MemoryStore()).commit(diffs, new StoreBatch()))
}

it('computes the roots of the committed state, of one state after several diffs', () => {
  const state = new TestState(accounts)
  expect(toHex(state.rootAfter({ accounts: [], codes: [] }))).toBe(
    committedRoot(diffOfAllocation(accounts)),
  )

  const change = new State(state.view)
  change.addBalance(at(4), 1n)
  change.subtractBalance(at(3), 9n)
  change.setStorage(at(1), one, 0, toBytes32(0n), 0)
  change.setStorage(at(1), three, 0, three, 0)
  const after: readonly AllocatedAccount[] = [
    {
      address: at(1),
      balance: 5n,
      storage: [
        { key: two, value: one },
        { key: three, value: three },
      ],
    },
    { address: at(2), nonce: 7n, code: Uint8Array.of(1, 2, 3) },
    { address: at(4), balance: 1n },
  ]
  const diff = change.finish({ deleteTouchedEmpty: 'yes' })
  expect(toHex(state.rootAfter(diff))).toBe(committedRoot(diffOfAllocation(after)))
  expect(toHex(state.rootAfter({ accounts: [], codes: [] }))).toBe(
    committedRoot(diffOfAllocation(accounts)),
  )
})
