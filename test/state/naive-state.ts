import { type Address, address } from '../../src/primitives/address.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import type { MapView } from '../../src/state/map-view.ts'
import { slotStatus } from '../../src/state/slot-status.ts'
import { slotOf, word } from './sample.ts'

interface NaiveAccount {
  nonce: bigint
  balance: bigint
  code: string
}

interface Everything {
  accounts: Map<string, NaiveAccount>
  slots: Map<string, number>
  originals: Map<string, number>
  transient: Map<string, number>
  marks: Set<string>
}

/**
 * What `State` should do, in the plainest way: maps by text, and a checkpoint copies everything. Knows only slots with
 * keys below `keys`.
 */
export class NaiveState {
  private now: Everything
  private readonly saved: Everything[] = []
  private readonly forGood = new Set<string>()
  private readonly keys: number

  constructor(view: MapView, addresses: readonly Address[], keys: number) {
    this.keys = keys
    const slots = new Map<string, number>()
    for (const where of addresses) {
      for (let key = 0; key < keys; key++)
        slots.set(`${toHex(where)}/${key}`, slotOf(view, where, key))
    }
    const accounts = [...view.accounts].map(([where, { nonce, balance, codeHash }]) => {
      const code = toHex(view.code(codeHash))
      return [where, { nonce, balance, code }] as const
    })
    this.now = {
      accounts: new Map(accounts),
      slots,
      originals: new Map(slots),
      transient: new Map(),
      marks: new Set(),
    }
  }

  checkpoint(): number {
    this.saved.push(structuredClone(this.now))
    return this.saved.length - 1
  }

  revertTo(checkpoint: number): void {
    const then = this.saved[checkpoint]
    if (then === undefined) throw new RangeError('no such checkpoint')
    this.now = structuredClone(then)
    this.saved.length = checkpoint
  }

  account(where: Address): NaiveAccount | undefined {
    return this.now.accounts.get(toHex(where))
  }

  /** Marks; true when the mark was there. */
  mark(kind: string, where: Address, key?: number): boolean {
    const name = `${kind}/${toHex(where)}/${key}`
    const was = this.now.marks.has(name)
    this.now.marks.add(name)
    return was
  }

  marked(kind: string, where: Address): boolean {
    return this.now.marks.has(`${kind}/${toHex(where)}/undefined`)
  }

  touchForGood(where: Address): void {
    this.forGood.add(toHex(where))
  }

  touch(where: Address): NaiveAccount {
    this.mark('touched', where)
    const account = this.account(where) ?? { nonce: 0n, balance: 0n, code: '0x' }
    this.now.accounts.set(toHex(where), account)
    return account
  }

  create(where: Address): void {
    const account = this.touch(where)
    account.nonce = 0n
    account.code = '0x'
    this.mark('created', where)
    for (let key = 0; key < this.keys; key++) {
      this.now.slots.set(`${toHex(where)}/${key}`, 0)
      this.now.originals.set(`${toHex(where)}/${key}`, 0)
    }
  }

  slot(where: Address, key: number): number {
    return this.now.slots.get(`${toHex(where)}/${key}`) ?? 0
  }

  original(where: Address, key: number): number {
    return this.now.originals.get(`${toHex(where)}/${key}`) ?? 0
  }

  transient(where: Address, key: number): number {
    return this.now.transient.get(`${toHex(where)}/${key}`) ?? 0
  }

  setTransient(where: Address, key: number, value: number): void {
    this.now.transient.set(`${toHex(where)}/${key}`, value)
  }

  /** EIP-2200 as EVMC's table has it: a string of the pattern, looked up. */
  setSlot(where: Address, key: number, value: number): number {
    const x = this.original(where, key)
    const y = this.slot(where, key)
    this.now.slots.set(`${toHex(where)}/${key}`, value)
    const letter = (v: number): string => (v === 0 ? '0' : v === x ? 'X' : v === y ? 'Y' : 'Z')
    const pattern = `${letter(x)}${letter(y)}${letter(value)}`
    return statusByPattern[pattern] ?? slotStatus.assigned
  }

  hasStorage(where: Address): boolean {
    return [...this.now.slots].some(([name, value]) => name.startsWith(toHex(where)) && value !== 0)
  }

  /** What is left when the transaction ends. */
  end(deleteTouchedEmpty: 'yes' | 'no'): ReturnType<typeof contents> {
    for (const [name, { nonce, balance, code }] of [...this.now.accounts]) {
      const where = address(fromHex(name))
      const touched = this.marked('touched', where) || this.forGood.has(name)
      const empty = nonce === 0n && balance === 0n && code === '0x'
      const deleted = deleteTouchedEmpty === 'yes' && touched && empty
      if (!deleted && !this.marked('destructed', where)) continue
      this.now.accounts.delete(name)
    }
    // An account that does not exist has no storage.
    for (const name of [...this.now.slots.keys()]) {
      if (!this.now.accounts.has(name.split('/')[0] ?? '')) this.now.slots.delete(name)
    }
    return contents(this.now.accounts, this.now.slots)
  }
}

/** Accounts and slots in a form that compares. */
export function contents(accounts: Map<string, NaiveAccount>, slots: Map<string, number>) {
  return {
    accounts: [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)),
    slots: [...slots].filter(([, value]) => value !== 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/** The same of a view. */
export function contentsOfView(view: MapView, keys: number): ReturnType<typeof contents> {
  const slots = new Map<string, number>()
  for (const name of view.slots.keys()) {
    for (let key = 0; key < keys; key++) {
      slots.set(`${name}/${key}`, slotOf(view, address(fromHex(name)), key))
    }
  }
  const accounts = [...view.accounts].map(([name, { nonce, balance, codeHash }]) => {
    return [name, { nonce, balance, code: toHex(view.code(codeHash)) }] as const
  })
  return contents(new Map(accounts), slots)
}

/** Rows of EVMC's table: original, current, new. */
const statusByPattern: Readonly<Record<string, number>> = {
  '00Z': slotStatus.added,
  XX0: slotStatus.deleted,
  XXZ: slotStatus.modified,
  X0Z: slotStatus.deletedAdded,
  XY0: slotStatus.modifiedDeleted,
  X0X: slotStatus.deletedRestored,
  '0Y0': slotStatus.addedDeleted,
  XYX: slotStatus.modifiedRestored,
}

/** A code of `n` bytes, which begin with n. */
export function codeOf(n: number): Uint8Array {
  return new Uint8Array(n).fill(n)
}

/** Its hash. */
export const codeHashOf = (n: number) => bytes32(keccak256(codeOf(n)))

export { word }
