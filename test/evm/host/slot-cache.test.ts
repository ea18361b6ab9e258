import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ethereumCodeLimits } from '../../../src/chain/chain-parameters.ts'
import { createMachine, type Machine } from '../../../src/chain/machine.ts'
import { TransactionHost } from '../../../src/chain/message/transaction-host.ts'
import type { Host } from '../../../src/engine/host.ts'
import type { Revision } from '../../../src/engine/revision.ts'
import { TRANSACTION_STACK_UNITS } from '../../../src/engine/stack-budget.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { EvmMemory } from '../../../src/evm/host/evm-memory.ts'
import { SlotCache } from '../../../src/evm/host/slot-cache.ts'
import { FRAMES, slotsAtHand } from '../../../src/evm/interpreter/frame-layout.ts'
import { slotAccount, slotField } from '../../../src/evm/interpreter/slot-layout.ts'
import type { Mnemonic } from '../../../src/evm/opcodes.ts'
import { type Address, address } from '../../../src/primitives/address.ts'
import { readWord, toBytes32 } from '../../../src/primitives/big-endian.ts'
import { MapView, State } from '../../../src/state/index.ts'
import { code, push } from '../evm-code.ts'

const ACCOUNTS = [0xc0, 0xc1].map((byte) => address(new Uint8Array(20).fill(byte)))
const [FIRST, SECOND] = ACCOUNTS as [Address, Address]
const wordOf = (account: Address): bigint => BigInt(`0x${Buffer.from(account).toString('hex')}`)
const chain = { chainId: 1n, ...ethereumCodeLimits, stackHeight: TRANSACTION_STACK_UNITS }

type Part = Mnemonic | number | Uint8Array
type Call = 'CALL' | 'CALLCODE' | 'DELEGATECALL' | 'STATICCALL'

const store = (key: bigint, value: bigint): readonly Part[] => [push(value), push(key), 'SSTORE']
/** The value and what reading it cost go to a log. */
const load = (key: bigint): readonly Part[] =>
  [
    ...['GAS', push(key), 'SLOAD', 'PUSH0', 'MSTORE', 'GAS', 'SWAP1', 'SUB'],
    ...['PUSH1', 32, 'MSTORE', 'PUSH1', 64, 'PUSH0', 'LOG0'],
  ] as const as readonly Part[]

/** Sends the number of a routine to an account. */
function send(call: Call, to: Address, routine: number): readonly Part[] {
  const value = call === 'CALL' || call === 'CALLCODE' ? (['PUSH0'] as const) : []
  return [
    ...([push(BigInt(routine)), 'PUSH0', 'MSTORE'] as const),
    ...(['PUSH0', 'PUSH0', 'PUSH1', 32, 'PUSH0'] as const),
    ...value,
    ...([push(wordOf(to)), push(10_000_000n), call, 'POP'] as const),
  ]
}

/** Bytes of a comparison with the input and a jump. */
const JUMP_LENGTH = 9

/** Code whose input says which of the routines it runs. */
function withRoutines(routines: readonly (readonly Part[])[]): Uint8Array {
  const bodies = routines.map((parts) => code('JUMPDEST', ...parts))
  const entry = routines.length * JUMP_LENGTH + 1
  const starts = bodies.map(
    (_, i) => entry + bodies.slice(0, i).reduce((sum, b) => sum + b.length, 0),
  )
  const jumps = starts.map((start, i) =>
    code('PUSH0', 'CALLDATALOAD', 'PUSH1', i, 'EQ', 'PUSH2', start >> 8, start & 0xff, 'JUMPI'),
  )
  return Uint8Array.from([
    ...jumps.flatMap((jump) => [...jump]),
    0,
    ...bodies.flatMap((body) => [...body]),
  ])
}

type Slots = 'at hand' | 'with the host'

function run(machine: Machine, bytes: Uint8Array, revision: Revision, slots: Slots) {
  const storage = [0, 1].map((key) => ({ key: toBytes32(BigInt(key)), value: toBytes32(7n) }))
  const state = new State(
    new MapView(ACCOUNTS.map((where) => ({ address: where, code: bytes, balance: 9n, storage }))),
  )
  const block = {
    chain, number: 1n, timestamp: 1n, coinbase: FIRST, gasLimit: 1n << 40n, prevRandao: toBytes32(0n),
    baseFee: 1n, blobBaseFee: 1n, getBlockHash: () => undefined,
  } // biome-ignore format: one row
  const txContext = {
    ...block, gasPrice: 1n, origin: FIRST, blockNumber: 1n, blockGasLimit: 1n, chainId: 1n, blobHashes: [],
    maxInitCodeSize: 0,
  } // biome-ignore format: one row
  const host = new TransactionHost({ state, block, revision, machine, txContext })
  if (slots === 'with the host') Object.defineProperty(host, 'slots', { value: undefined })
  const result = host.call({
    kind: 'call', isStatic: false, depth: 0, gas: 300_000_000n, recipient: FIRST, sender: SECOND, codeAddress: FIRST,
    value: 0n, input: toBytes32(0n), create2Salt: undefined, stackLeft: TRANSACTION_STACK_UNITS,
  }) // biome-ignore format: one row
  return { ...result, logs: host.logs, diff: state.finish({ deleteTouchedEmpty: 'yes' }) }
}

const key = fc.bigInt({ min: 0n, max: 3n })
const step = (routine: number, routines: number): fc.Arbitrary<readonly Part[]> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(key, fc.constantFrom(0n, 7n, 8n)).map(([k, v]) => store(k, v)),
    },
    { weight: 3, arbitrary: key.map(load) },
    {
      weight: routine + 1 < routines ? 3 : 0,
      arbitrary: fc
        .tuple(
          fc.constantFrom<Call>('CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL'),
          fc.constantFrom(...ACCOUNTS),
          fc.integer({ min: Math.min(routine + 1, routines - 1), max: routines - 1 }),
        )
        .map(([call, to, at]) => send(call, to, at)),
    },
  )
const end = fc.constantFrom<readonly Part[]>(
  ['STOP'],
  ['STOP'],
  ['PUSH0', 'PUSH0', 'REVERT'],
  ['INVALID'],
)
const ROUTINES = 4
const program = fc
  .tuple(
    ...Array.from({ length: ROUTINES }, (_, i) =>
      fc.tuple(fc.array(step(i, ROUTINES), { maxLength: 8 }), end),
    ),
  )
  .map((routines) => withRoutines(routines.map(([steps, last]) => [...steps.flat(), ...last])))

describe.each(['first', 'compiled'] as const)('slots at hand on the %s tier', (tier) => {
  const vm = createEvmVm({ tier })
  const machine = createMachine({ ewasm: vm, evm: vm })
  const both = (bytes: Uint8Array, revision: Revision) =>
    (['at hand', 'with the host'] as const).map((slots) => run(machine, bytes, revision, slots))

  it('give what the host gives, through calls of all kinds that succeed and fail', () => {
    const revision = fc.constantFrom<Revision>('shanghai', 'osaka')
    fc.assert(
      fc.property(program, revision, (bytes, since) => {
        const [atHand, plain] = both(bytes, since)
        expect(atHand).toEqual(plain)
      }),
      { numRuns: tier === 'first' ? 300 : 60 },
    )
  })

  it('are more than there are places for', () => {
    const count = 9000
    const writes = withRoutines([
      [
        ...([
          push(BigInt(count)),
          'JUMPDEST',
          'PUSH1',
          1,
          'SWAP1',
          'SUB',
          'DUP1',
          'DUP1',
          'SSTORE',
        ] as const),
        // Reads one that was written long ago.
        ...([
          'DUP1',
          'PUSH2',
          16,
          0,
          'ADD',
          'SLOAD',
          'POP',
          'DUP1',
          'PUSH1',
          JUMP_LENGTH + 2 + 33,
          'JUMPI',
          'STOP',
        ] as const),
      ],
    ])
    const [atHand, plain] = both(writes, 'osaka')
    expect(atHand?.statusCode).toBe(0)
    expect(atHand?.diff.accounts[0]?.storage.length).toBe(count)
    expect(atHand).toEqual(plain)
  })
})

describe('SlotCache', () => {
  it('begins anew with all places when the stamps have been used up', () => {
    const memory = new EvmMemory(Math.ceil(FRAMES / 65_536))
    const slots = new SlotCache(memory)
    memory.view.setUint32(slotsAtHand.stamp, 0xffff_ffff, true)
    memory.view.setUint32(slotsAtHand.places + slotField.stamp, 1, true)
    slots.begin({} as Host)
    expect(memory.view.getUint32(slotsAtHand.stamp, true)).toBe(1)
    expect(memory.view.getUint32(slotsAtHand.places + slotField.stamp, true)).toBe(0)
  })

  it('writes back, once, to the slot that the place is of', () => {
    const memory = new EvmMemory(Math.ceil(FRAMES / 65_536))
    const slots = new SlotCache(memory)
    const written: unknown[] = []
    const host = {
      slots: {
        slotVersion: 1,
        writeSlot: (slot: number, values: Uint8Array, valueAt: number) =>
          written.push([slot, readWord(values, valueAt)]),
      },
    }
    slots.begin(host as unknown as Host)
    const place = slotsAtHand.places
    memory.view.setUint32(place + slotField.number, 77, true)
    memory.view.setUint8(place + slotField.value, 5)
    memory.view.setUint8(place + slotField.value + 31, 1)
    memory.view.setUint32(slotsAtHand.written, place, true)
    memory.view.setUint32(slotsAtHand.writtenCount, 1, true)
    slots.writeBack()
    slots.writeBack()
    expect(written).toEqual([[77, 5n + (1n << 248n)]])
  })

  it('numbers accounts, and knows the first by their object', () => {
    const slots = new SlotCache(new EvmMemory(Math.ceil(FRAMES / 65_536)))
    slots.begin({} as Host)
    expect(slots.knownNumber(FIRST)).toBe(slotAccount.unknown)
    expect([FIRST, SECOND, FIRST].map((where) => slots.accountNumber(where))).toEqual([1, 2, 1])
    expect([FIRST, SECOND].map((where) => slots.knownNumber(where))).toEqual([1, 2])
    slots.begin({} as Host)
    expect(slots.knownNumber(FIRST)).toBe(slotAccount.unknown)
  })

  it('forgets what a message wrote that failed', () => {
    const memory = new EvmMemory(Math.ceil(FRAMES / 65_536))
    const slots = new SlotCache(memory)
    // Nobody may be asked to write.
    slots.begin({ slots: { slotVersion: 1 } } as unknown as Host)
    const stamp = memory.view.getUint32(slotsAtHand.stamp, true)
    slots.takeBack()
    expect(memory.view.getUint32(slotsAtHand.stamp, true)).toBe(stamp)
    memory.view.setUint32(slotsAtHand.written, slotsAtHand.places, true)
    memory.view.setUint32(slotsAtHand.writtenCount, 1, true)
    slots.takeBack()
    slots.writeBack()
    expect(memory.view.getUint32(slotsAtHand.stamp, true)).not.toBe(stamp)
  })
})
