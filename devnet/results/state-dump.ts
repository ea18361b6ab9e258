import type { JsonObject } from '../../src/json-rpc/json.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import type { AllocatedAccount } from '../../src/state/allocation.ts'
import type { StateDump } from '../node/state-dump.ts'
import { data } from './value.ts'

/** A state as JSON, in the shape that go-ethereum has for it. */
export function stateDump({ root, accounts }: StateDump): JsonObject {
  return {
    root: data(root).slice(2),
    accounts: Object.fromEntries(accounts.map((entry) => [data(entry.address), dumped(entry)])),
  }
}

const NO_CODE = new Uint8Array()

function dumped(account: AllocatedAccount): JsonObject {
  const { nonce = 0n, balance = 0n, code = NO_CODE, storage = [] } = account
  return {
    balance: balance.toString(),
    nonce: Number(nonce),
    codeHash: data(keccak256(code)),
    code: data(code),
    storage: Object.fromEntries(storage.map(({ key, value }) => [data(key), data(value)])),
  }
}
