import type { EVM } from '@ethereumjs/evm'
import { Account as TheirAccount, Address as TheirAddress, unpadBytes } from '@ethereumjs/util'
import type { Address } from '../primitives/address.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { toHex } from '../primitives/hex.ts'
import type { AccountDiff, StateDiff } from '../state/index.ts'
import type { FetchedWorld } from './fetched-world.ts'
import type { Access, RecordingHost } from './recording-host.ts'

type Target = Pick<EVM, 'journal' | 'stateManager'>

/**
 * Makes in their journal and state manager the changes of a message that has been executed, and leaves the end of the
 * transaction to them: accounts that destructed themselves or are empty are still there.
 */
export async function writeBack(
  target: Target,
  host: RecordingHost,
  world: FetchedWorld,
): Promise<void> {
  const { state } = host
  writeAccesses(target, host)
  const diff = state.finish({ deleteTouchedEmpty: 'no', deleteDestructed: 'no' })
  const created = new Set(host.created.map(toHex))
  for (const account of diff.accounts) {
    if (created.has(toHex(account.address))) await makeContract(target, account.address)
    await writeAccount(target, account, diff)
  }
  await writeRewritten(target, host, world)
  await touchEmpty(target, host, diff)
}

/** What is reported comes first: the journal reports what it is told, too, and the order is that of the accesses. */
function writeAccesses({ journal }: Target, { warmed, accessed }: RecordingHost): void {
  if (journal.accessList !== undefined) {
    for (const access of accessed) report(journal.accessList, access)
  }
  for (const { address, key } of warmed) {
    if (key === undefined) journal.addWarmedAddress(address)
    else journal.addWarmedStorage(address, key)
  }
}

/** An access list names what was accessed even if it was reverted. Their text has no prefix. */
function report(list: Map<string, Set<string>>, { address, key }: Access): void {
  const name = toHex(address).slice(2)
  const slots = list.get(name) ?? new Set()
  list.set(name, slots)
  if (key !== undefined) slots.add(toHex(key).slice(2))
}

/** What they do when a contract is made, in their order. */
async function makeContract({ journal, stateManager }: Target, where: Address): Promise<void> {
  const address = new TheirAddress(where)
  const account = (await stateManager.getAccount(address)) ?? new TheirAccount()
  await journal.putAccount(address, account)
  await stateManager.clearStorage(address)
}

async function writeAccount(
  { journal, stateManager }: Target,
  { address: where, account, storage }: AccountDiff,
  { codes }: StateDiff,
): Promise<void> {
  if (account === undefined) return // nothing is deleted here
  const address = new TheirAddress(where)
  const theirs = (await stateManager.getAccount(address)) ?? new TheirAccount()
  const { codeHash } = theirs
  theirs.nonce = account.nonce
  theirs.balance = account.balance
  await journal.putAccount(address, theirs)
  if (!equalBytes(codeHash, account.codeHash)) {
    const deployed = codes.find(({ hash }) => equalBytes(hash, account.codeHash))
    await stateManager.putCode(address, deployed?.code ?? new Uint8Array())
  }
  for (const { key, value } of storage) {
    await stateManager.putStorage(address, key, unpadBytes(value))
  }
}

/** What a slot has in the end may be what it had when the transaction began, and not what it had before the message. */
async function writeRewritten(
  { stateManager }: Target,
  { state }: RecordingHost,
  { rewritten }: FetchedWorld,
): Promise<void> {
  for (const { address, key, value } of rewritten) {
    const after = new Uint8Array(32)
    state.storage(address, key, 0, after, 0)
    if (equalBytes(after, value)) continue
    await stateManager.putStorage(new TheirAddress(address), key, unpadBytes(after))
  }
}

/** Accounts that were empty, are so still and were touched: their journal deletes them at the end (EIP-161). */
async function touchEmpty(
  { journal, stateManager }: Target,
  { state, rules }: RecordingHost,
  written: StateDiff,
): Promise<void> {
  if (rules.touchedEmpty === 'kept') return
  const { accounts } = state.finish({ deleteTouchedEmpty: 'yes', deleteDestructed: 'no' })
  const names = new Set(written.accounts.map(({ address }) => toHex(address)))
  for (const { address: where, account } of accounts) {
    if (account !== undefined || names.has(toHex(where))) continue
    const address = new TheirAddress(where)
    await journal.putAccount(address, await stateManager.getAccount(address))
  }
}
