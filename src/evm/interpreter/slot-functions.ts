import { type Code, codeOf, type Local } from '../../codegen/assembler/code.ts'
import type { FunctionBuilder } from '../../codegen/assembler/function-builder.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../../codegen/assembler/module-builder.ts'
import { anyBit, storeWord, swapBytes, wordLocals, wordType } from '../../codegen/kernel/word.ts'
import { storageStatus } from '../../engine/host.ts'
import { statusCode } from '../../engine/status-code.ts'
import { frameField, STORE_COSTS, slotsAtHand, WORD } from './frame-layout.ts'
import type { HostMnemonic } from './host-opcodes.ts'
import { HASH_SHIFT, PLACE_SHIFT, slotAccount, slotField, storeCosts } from './slot-layout.ts'

/** Reading and writing storage, in Wasm where the slot is at hand and by the host functions where it is not. */
export interface SlotFunctions {
  /** `(frame, key) → value, surcharge` */
  readonly storageLoad: Call
  /** `(frame, gas, key, value) → gas to charge, or a negated status` */
  readonly storageStore: Call
}

type StorageHost = Pick<Readonly<Record<HostMnemonic, Call>>, 'SLOAD' | 'SSTORE'>

/** 2^64 divided by the golden ratio: keys in a row get places far from each other. */
const GOLDEN = BigInt.asIntN(64, 0x9e3779b97f4a7c15n)
const { operands } = slotsAtHand
/** As an i32 is written. */
const NO_SLOTS = slotAccount.none | 0

export function defineSlotFunctions(module: ModuleBuilder, host: StorageHost): SlotFunctions {
  const place = definePlace(module)
  const isAtHand = defineIsAtHand(module)
  const fetch = defineFetch(module, host, place)
  return {
    storageLoad: defineLoad(module, { place, isAtHand, fetch }),
    storageStore: defineStore(module, host, { place, isAtHand, fetch }),
  }
}

interface Parts {
  /** `(frame, key) → address` of the place where the slot is if it is at hand. */
  readonly place: Call
  /** `(frame, place, key) → i32` */
  readonly isAtHand: Call
  /** `(frame, key) → surcharge`: asks the host; value and original are in `operands`, as limbs. Puts them to their place if it can. */
  readonly fetch: Call
}

function definePlace(module: ModuleBuilder): Call {
  const signature = { params: ['i32', ...wordType], results: ['i32'] } as const
  return module.define('slotPlace', signature, (_, [frame, k0, k1, k2, k3]) => {
    const account = i64.shl(i64.load32_u(frame, frameField.slotAccount), 32n)
    const sum = i64.add(i64.add(i64.add(i64.add(account, k0), k1), k2), k3)
    const hash = i64.shr_u(i64.mul(sum, GOLDEN), BigInt(HASH_SHIFT))
    return i32.add(i32.shl(i32.wrap_i64(hash), PLACE_SHIFT), slotsAtHand.places)
  })
}

function defineIsAtHand(module: ModuleBuilder): Call {
  const signature = { params: ['i32', 'i32', ...wordType], results: ['i32'] } as const
  return module.define('isSlotAtHand', signature, (_, [frame, place, ...key]) =>
    i32.and(
      i64.eq(i64.load(place, slotField.stamp), presentTag(frame)),
      i64.eqz(difference(place, slotField.key, key)),
    ),
  )
}

/** What the first two fields of a place hold when it counts and is of the frame's account. */
function presentTag(frame: Local): Code {
  return i64.or(
    i64.load32_u(slotsAtHand.stamp),
    i64.shl(i64.load32_u(frame, frameField.slotAccount), 32n),
  )
}

function difference(place: Local, field: number, word: readonly Local[]): Code {
  return anyBit(word.map((limb, i) => i64.xor(i64.load(place, field + 8 * i), limb)))
}

function defineFetch(module: ModuleBuilder, host: StorageHost, placeOf: Call): Call {
  const signature = { params: ['i32', ...wordType], results: ['i32'] } as const
  return module.define('fetchSlot', signature, (f, [frame, ...key]) => {
    const [cost, place] = [f.local('i32'), f.local('i32')]
    const vectors = [f.local('v128'), f.local('v128')] as const
    const account = i32.load(frame, frameField.slotAccount)
    return [
      ...storeWord(operands, key),
      ...swapBytes(operands, operands, vectors),
      ...cost.set(host.SLOAD(operands)),
      ...swapBytes(operands, operands, vectors),
      ...swapBytes(operands + WORD, operands + WORD, vectors),
      // The host function says the account's number if there is one.
      ...f.if(i32.eq(account, NO_SLOTS), () => f.return(cost)),
      ...place.set(placeOf(frame, ...key)),
      ...f.if(isTaken(place), () => f.return(cost)),
      ...i64.store(place, presentTag(frame), slotField.stamp),
      ...i32.store(place, 0, slotField.isWritten),
      ...i32.store(place, i32.load(slotsAtHand.slotNumber), slotField.number),
      ...key.flatMap((limb, i) => i64.store(place, limb, slotField.key + 8 * i)),
      ...[0, 8, 16, 24].flatMap((limb) => [
        ...i64.store(place, i64.load(operands + limb), slotField.value + limb),
        ...i64.store(place, i64.load(operands + WORD + limb), slotField.original + limb),
      ]),
      ...f.return(cost),
    ]
  })
}

/** A slot that was written stays where it is until it is written back. */
function isTaken(place: Local): Code {
  return i32.and(
    i32.eq(i32.load(place, slotField.stamp), i32.load(slotsAtHand.stamp)),
    i32.load(place, slotField.isWritten),
  )
}

function defineLoad(module: ModuleBuilder, { place: placeOf, isAtHand, fetch }: Parts): Call {
  const signature = { params: ['i32', ...wordType], results: [...wordType, 'i32'] } as const
  return module.define('storageLoad', signature, (f, [frame, ...key]) => {
    const [place, cost] = [f.local('i32'), f.local('i32')]
    return [
      ...place.set(placeOf(frame, ...key)),
      ...f.if(i32.eqz(isAtHand(frame, place, ...key)), () => [
        ...cost.set(fetch(frame, ...key)),
        ...f.return(...limbsAt(operands), cost),
      ]),
      ...f.return(...limbsAt(place, slotField.value), 0),
    ]
  })
}

function limbsAt(address: Local | number, offset = 0): readonly Code[] {
  return [0, 8, 16, 24].map((limb) => i64.load(address, offset + limb))
}

function defineStore(module: ModuleBuilder, host: StorageHost, parts: Parts): Call {
  const params = ['i32', 'i64', ...wordType, ...wordType] as const
  return module.define(
    'storageStore',
    { params, results: ['i32'] },
    (f, [frame, gas, ...words]) => {
      const [key, value] = [words.slice(0, 4), words.slice(4)]
      const [place, costs, cost] = [f.local('i32'), f.local('i32'), f.local('i32')]
      const gasLeft = i64.add(gas, i64.load(frame, frameField.gasAside))
      const sentry = i32.load(costs, storeCosts.sentry)
      const halt = (status: number): Code => f.return(-status)
      return [
        ...f.if(i32.load(frame, frameField.isStatic), () => halt(statusCode.staticModeViolation)),
        ...costs.set(i32.add(i32.load(frame, frameField.gasTable), STORE_COSTS)),
        ...f.if(sentry, () =>
          f.if(i64.le_u(gasLeft, i64.extend_i32_u(sentry)), () => halt(statusCode.outOfGas)),
        ),
        ...f.if(i32.eq(i32.load(frame, frameField.slotAccount), NO_SLOTS), () =>
          f.return(storeByHost(f, host, { frame, gas, key, value })),
        ),
        ...place.set(parts.place(frame, ...key)),
        ...f.if(i32.eqz(parts.isAtHand(frame, place, ...key)), () => [
          ...f.if(parts.fetch(frame, ...key), () => cost.set(i32.load(costs, storeCosts.cold))),
          // The number of the account may have come with it.
          ...place.set(parts.place(frame, ...key)),
          ...f.if(i32.eqz(parts.isAtHand(frame, place, ...key)), () =>
            f.return(i32.add(cost, storeByHost(f, host, { frame, gas, key, value }))),
          ),
        ]),
        ...f.return(i32.add(cost, storeAtHand(f, { frame, place, costs, value }))),
      ]
    },
  )
}

interface StoreOperands {
  readonly frame: Local
  readonly gas: Local
  readonly key: readonly Local[]
  readonly value: readonly Local[]
}

function storeByHost(f: FunctionBuilder, host: StorageHost, operandsOfStore: StoreOperands): Code {
  const { frame, gas, key, value } = operandsOfStore
  const vectors = [f.local('v128'), f.local('v128')] as const
  return [
    ...storeWord(operands, key),
    ...storeWord(operands + WORD, value),
    ...swapBytes(operands, operands, vectors),
    ...swapBytes(operands + WORD, operands + WORD, vectors),
    ...i64.store(frame, gas, frameField.gas),
    ...host.SSTORE(operands),
  ]
}

interface PlacedStore {
  readonly frame: Local
  readonly place: Local
  readonly costs: Local
  readonly value: readonly Local[]
}

/** Writes the value, notes that it has to be written back, books the refund; leaves the gas. */
function storeAtHand(f: FunctionBuilder, { frame, place, costs, value }: PlacedStore): Code {
  const [row, count] = [f.local('i32'), f.local('i32')]
  const current = limbLocals(f, place, slotField.value)
  const refund = i64.load(row, storeCosts.byStatus + 8)
  return [
    ...current.load,
    ...row.set(costs), // of `assigned`, which is 0
    ...f.if(i32.eqz(isSame(current.word, value)), () => [
      ...row.set(statusOfChange(f, { place, current: current.word, next: value })),
      ...row.set(i32.add(costs, i32.mul(row, storeCosts.statusBytes))),
      ...value.flatMap((limb, i) => i64.store(place, limb, slotField.value + 8 * i)),
      ...f.if(i32.eqz(i32.load(place, slotField.isWritten)), () => [
        ...i32.store(place, 1, slotField.isWritten),
        ...count.set(i32.load(slotsAtHand.writtenCount)),
        ...i32.store(i32.add(i32.shl(count, 2), slotsAtHand.written), place),
        ...i32.store(slotsAtHand.writtenCount, i32.add(count, 1)),
      ]),
      ...i64.store(
        frame,
        i64.add(i64.load(frame, frameField.gasRefund), refund),
        frameField.gasRefund,
      ),
    ]),
    ...i32.wrap_i64(i64.load(row, storeCosts.byStatus)),
  ]
}

interface SlotChange {
  readonly place: Local
  readonly current: readonly Local[]
  readonly next: readonly Local[]
}

/**
 * Leaves the status of writing another value to a place: what `statusOfWrite` says of a state's words.
 * @see https://github.com/ethereum/evmc/blob/master/docs/EVM_Storage_Change_Status.md
 */
function statusOfChange(f: FunctionBuilder, { place, current, next }: SlotChange): Code {
  const status = f.local('i32')
  const { word: original, load } = limbLocals(f, place, slotField.original)
  const set = (name: keyof typeof storageStatus) => (): Code => status.set(storageStatus[name])
  const ofFirst = (): Code =>
    f.if(isZero(original), set('added'), () => f.if(isZero(next), set('deleted'), set('modified')))
  const ofDeleted = (): Code =>
    f.if(isSame(original, next), set('deletedRestored'), set('deletedAdded'))
  const ofModified = (): Code =>
    f.if(isZero(next), set('modifiedDeleted'), () =>
      f.if(isSame(original, next), set('modifiedRestored')),
    )
  const ofLater = (): Code =>
    f.if(
      isZero(original),
      () => f.if(isZero(next), set('addedDeleted')),
      () => f.if(isZero(current), ofDeleted, ofModified),
    )
  return [
    ...load,
    ...status.set(storageStatus.assigned),
    ...f.if(isSame(original, current), ofFirst, ofLater),
    ...codeOf(status),
  ]
}

function isSame(left: readonly Local[], right: readonly Local[]): Code {
  return i64.eqz(anyBit(left.map((limb, i) => i64.xor(limb, right[i] ?? 0n))))
}

function isZero(word: readonly Local[]): Code {
  return i64.eqz(anyBit(word))
}

function limbLocals(f: FunctionBuilder, place: Local, field: number) {
  const word = wordLocals(f)
  return { word, load: word.flatMap((limb, i) => limb.set(i64.load(place, field + 8 * i))) }
}
