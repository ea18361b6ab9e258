import { beforeAll, describe, expect, it } from 'vitest'
import { ethereumCodeLimits, ewasmCodeLimits } from '../../src/chain/chain-parameters.ts'
import { createMachine, isWasm } from '../../src/chain/machine.ts'
import { createAddress } from '../../src/chain/message/contract-address.ts'
import { TransactionHost } from '../../src/chain/message/transaction-host.ts'
import { TRANSACTION_STACK_UNITS } from '../../src/engine/stack-budget.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { createEvmVm } from '../../src/evm/evm-vm.ts'
import { createEwasmVm } from '../../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { preparePrecompiles } from '../../src/precompiles/prepare-precompiles.ts'
import { type Address, address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { MapView, State } from '../../src/state/index.ts'
import { code, push } from '../evm/evm-code.ts'
import { ewasmContract } from '../ewasm-eei/ewasm-contract.ts'

// Contracts of both kinds do the same things here. The EVM's is the reference: other tests compare it with a peer.

const GAS = 2_000_000n
const named = (byte: number): Address => address(new Uint8Array(20).fill(byte))
const SENDER = named(0x5e)
const CALLER = named(0xca)
const CALLEE = named(0xce)
const kinds = ['evm', 'ewasm'] as const
type Kind = (typeof kinds)[number]
const pairs = kinds.flatMap((caller) => kinds.map((callee) => ({ caller, callee })))
const mixed = pairs.filter(({ caller, callee }) => caller !== callee)
type How = 'call' | 'callcode' | 'delegatecall' | 'staticcall'

/** Data that puts bytes at an offset of an Ewasm contract's memory. */
function data(offset: number, bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
  return `(data (i32.const ${offset}) "${text}")`
}

/** Writes its first word of call data to slot 0, logs it, and returns caller and value. */
const callees: Readonly<Record<Kind, Uint8Array>> = {
  evm: code(
    ...([push(0n), 'CALLDATALOAD', push(0n), 'SSTORE'] as const),
    ...([push(0n), 'CALLDATALOAD', push(0n), 'MSTORE', push(32n), push(0n), 'LOG0'] as const),
    ...(['CALLER', push(0n), 'MSTORE', 'CALLVALUE', push(32n), 'MSTORE'] as const),
    ...([push(64n), push(0n), 'RETURN'] as const),
  ),
  ewasm: ewasmContract({
    main: `
      (call $callDataCopy (i32.const 64) (i32.const 0) (i32.const 32))
      (call $storageStore (i32.const 0) (i32.const 64))
      (call $log (i32.const 64) (i32.const 32) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
      (call $getCaller (i32.const 140))
      (call $getCallValue (i32.const 200))
      (i32.store8 (i32.const 191) (i32.load8_u (i32.const 200)))
      (call $finish (i32.const 128) (i32.const 64))`,
  }),
}

/** Writes slot 0 and reverts with what it was called with. */
const reverters: Readonly<Record<Kind, Uint8Array>> = {
  evm: code(
    ...([push(9n), push(0n), 'SSTORE', push(0n), 'CALLDATALOAD', push(0n), 'MSTORE'] as const),
    ...([push(32n), push(0n), 'REVERT'] as const),
  ),
  ewasm: ewasmContract({
    main: `
      (call $callDataCopy (i32.const 64) (i32.const 0) (i32.const 32))
      (i32.store8 (i32.const 31) (i32.const 9))
      (call $storageStore (i32.const 96) (i32.const 0))
      (call $revert (i32.const 64) (i32.const 32))`,
  }),
}

const evmCalls = {
  call: 'CALL',
  callcode: 'CALLCODE',
  delegatecall: 'DELEGATECALL',
  staticcall: 'STATICCALL',
} as const

const CALLED_WITH = 0x77n
const SENT = 3n

/** Calls `CALLEE` with a word and returns: whether that went well, and 64 bytes of what came back. */
function callerOf(kind: Kind, how: How): Uint8Array {
  const hasValue = how === 'call' || how === 'callcode'
  if (kind === 'evm') {
    return code(
      ...([push(CALLED_WITH), push(0n), 'MSTORE'] as const),
      ...[push(64n), push(32n), push(32n), push(0n)],
      ...(hasValue ? [push(SENT)] : []),
      ...[push(BigInt(toHex(CALLEE))), push(500_000n)],
      evmCalls[how],
      ...([push(0n), 'MSTORE', push(96n), push(0n), 'RETURN'] as const),
    )
  }
  const name = {
    call: 'call',
    callcode: 'callCode',
    delegatecall: 'callDelegate',
    staticcall: 'callStatic',
  }[how]
  const value = hasValue ? '(i32.const 32)' : ''
  return ewasmContract({
    fields: [
      data(0, CALLEE),
      data(32, Uint8Array.of(Number(SENT))),
      data(95, Uint8Array.of(Number(CALLED_WITH))),
    ].join(' '),
    main: `(local $status i32)
      (local.set $status (call $${name} (i64.const 500000) (i32.const 0) ${value} (i32.const 64) (i32.const 32)))
      (i32.store8 (i32.const 159) (i32.eqz (local.get $status)))
      (if (call $getReturnDataSize)
        (then (call $returnDataCopy (i32.const 160) (i32.const 0) (call $getReturnDataSize))))
      (call $finish (i32.const 128) (i32.const 96))`,
  })
}

const ewasm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'] })
const machine = createMachine({ ewasm, evm: createEvmVm() })
const block = {
  chain: {
    chainId: 1n,
    ...ethereumCodeLimits,
    ...ewasmCodeLimits,
    stackHeight: TRANSACTION_STACK_UNITS,
  },
  number: 1n,
  timestamp: 1n,
  coinbase: named(0xcb),
  gasLimit: GAS,
  prevRandao: toBytes32(0n),
  baseFee: 0n,
  blobBaseFee: 1n,
  getBlockHash: () => undefined,
}

/** Sends a message to `CALLER`, which has this code; both contracts have 100 wei. */
function run(
  codes: { readonly caller: Uint8Array; readonly callee?: Uint8Array },
  input: Uint8Array = new Uint8Array(),
) {
  const view = new MapView([
    { address: SENDER, balance: 1000n },
    { address: CALLER, code: codes.caller, balance: 100n, nonce: 1n },
    ...(codes.callee === undefined
      ? []
      : [{ address: CALLEE, code: codes.callee, balance: 100n, nonce: 1n }]),
  ])
  const state = new State(view, machine.codes)
  const txContext = {
    ...block,
    gasPrice: 0n,
    origin: SENDER,
    blockNumber: block.number,
    blockGasLimit: block.gasLimit,
    chainId: 1n,
    blobHashes: [],
    maxInitCodeSize: block.chain.maxInitCodeSize,
  }
  const host = new TransactionHost({ state, block, revision: 'shanghai', machine, txContext })
  const result = host.call({
    kind: 'call',
    isStatic: false,
    depth: 0,
    gas: GAS,
    recipient: CALLER,
    sender: SENDER,
    codeAddress: CALLER,
    value: 0n,
    input,
    create2Salt: undefined,
    stackLeft: TRANSACTION_STACK_UNITS,
  })
  return { host, state, result }
}

function slot(state: State, where: Address, key = 0n): bigint {
  const word = new Uint8Array(32)
  state.storage(where, toBytes32(key), 0, word, 0)
  return BigInt(toHex(word))
}

/** What both kinds have to agree on: everything but gas. */
function effects({ host, state, result }: ReturnType<typeof run>) {
  return {
    status: result.statusCode,
    output: toHex(result.output),
    logs: host.logs.map((log) => `${toHex(log.address)} ${toHex(log.data)}`),
    slots: [CALLER, CALLEE].map((where) => slot(state, where)),
    balances: [SENDER, CALLER, CALLEE].map((where) => state.balance(where)),
  }
}

beforeAll(preparePrecompiles)

describe.each(['call', 'callcode', 'delegatecall', 'staticcall'] as const)('%s', (how) => {
  const reference = () => effects(run({ caller: callerOf('evm', how), callee: callees.evm }))

  it('does in EVM code what it is for', () => {
    const { slots, balances } = reference()
    const [own, other] = slots
    // biome-ignore format: table
    const expected = {
      call:         { own: 0n,          other: CALLED_WITH, moved: SENT },
      callcode:     { own: CALLED_WITH, other: 0n,          moved: 0n },
      delegatecall: { own: CALLED_WITH, other: 0n,          moved: 0n },
      staticcall:   { own: 0n,          other: 0n,          moved: 0n },
    }[how]
    expect({ own, other }).toEqual({ own: expected.own, other: expected.other })
    expect(balances).toEqual([1000n, 100n - expected.moved, 100n + expected.moved])
  })

  it.each(mixed)('from $caller to $callee has the same effects', ({ caller, callee }) => {
    expect(effects(run({ caller: callerOf(caller, how), callee: callees[callee] }))).toEqual(
      reference(),
    )
  })

  it.each(pairs)(
    'from $caller to a $callee contract that reverts has none',
    ({ caller, callee }) => {
      if (how === 'staticcall') return
      const { status, output, slots, logs, balances } = effects(
        run({ caller: callerOf(caller, how), callee: reverters[callee] }),
      )
      expect(status).toBe(statusCode.success)
      expect(output.slice(0, 2 + 128)).toBe(
        `0x${toHex(toBytes32(0n)).slice(2)}${toHex(toBytes32(CALLED_WITH)).slice(2)}`,
      )
      expect({ slots, logs, balances }).toEqual({
        slots: [0n, 0n],
        logs: [],
        balances: [1000n, 100n, 100n],
      })
    },
  )
})

describe('gas', () => {
  /** Returns as much as the other callees, for two pushes and two words of memory. */
  const idleCode = code(push(64n), push(0n), 'RETURN')
  const IDLE_GAS = 12n

  it.each(pairs)(
    'of $callee code is paid by the $caller code that calls it',
    ({ caller, callee }) => {
      const sent = run({ caller: callerOf(caller, 'call'), callee: callees[callee] })
      const idle = run({ caller: callerOf(caller, 'call'), callee: idleCode })
      const alone = run({ caller: callees[callee] }, toBytes32(CALLED_WITH))
      expect(sent.host.logs).toHaveLength(1)
      // Both slots are cold and empty, so the same code costs the same. Ewasm code counts in parts of a gas, which are
      // rounded up when it calls.
      const part = idle.result.gasLeft - sent.result.gasLeft
      const difference = Number(part - (GAS - alone.result.gasLeft - IDLE_GAS))
      expect(Math.abs(difference)).toBeLessThanOrEqual(caller === 'evm' ? 0 : 1)
    },
  )

  it.each(pairs)(
    'that $callee code runs out of is not more than the $caller code passed on',
    ({ caller, callee }) => {
      const loop =
        callee === 'evm'
          ? code('JUMPDEST', push(0n), 'JUMP')
          : ewasmContract({ main: '(loop $again (br $again))' })
      const { result } = run({ caller: callerOf(caller, 'callcode'), callee: loop })
      expect(result.statusCode).toBe(statusCode.success)
      expect(toHex(result.output.slice(0, 32))).toBe(toHex(toBytes32(0n)))
      const used = GAS - result.gasLeft
      expect(used).toBeGreaterThan(500_000n)
      expect(used).toBeLessThan(530_000n)
    },
  )
})

describe('creates', () => {
  /** Init code that deploys `runtime`, of the kind of the one that runs it. */
  function initCode(kind: Kind, runtime: Uint8Array): Uint8Array {
    if (kind === 'ewasm') {
      const main = `(call $finish (i32.const 0) (i32.const ${runtime.length}))`
      return ewasmContract({ main, fields: data(0, runtime) })
    }
    const head = (offset: number): Uint8Array =>
      code(
        push(BigInt(runtime.length)),
        push(BigInt(offset)),
        push(0n),
        'CODECOPY',
        push(BigInt(runtime.length)),
        push(0n),
        'RETURN',
      )
    return code(head(head(0).length), runtime)
  }

  /** Creates a contract with the init code behind its own code and returns the address. */
  function creator(kind: Kind, init: Uint8Array): Uint8Array {
    if (kind === 'ewasm') {
      const main = `
        (drop (call $create (i32.const 0) (i32.const 256) (i32.const ${init.length}) (i32.const 44)))
        (call $finish (i32.const 32) (i32.const 32))`
      return ewasmContract({ main, fields: data(256, init) })
    }
    const length = push(BigInt(init.length))
    const head = (offset: number): Uint8Array =>
      code(
        ...([length, push(BigInt(offset)), push(0n), 'CODECOPY'] as const),
        ...([
          length,
          push(0n),
          push(0n),
          'CREATE',
          push(0n),
          'MSTORE',
          push(32n),
          push(0n),
          'RETURN',
        ] as const),
      )
    return code(head(head(0).length), init)
  }

  const cases = pairs.flatMap((pair) => kinds.map((runtime) => ({ ...pair, runtime })))

  it.each(cases)(
    '$caller code runs $callee init code that deploys $runtime code',
    ({ caller, callee, runtime }) => {
      const init = initCode(callee, callees[runtime])
      const { state, result } = run({ caller: creator(caller, init) })
      const created = createAddress(CALLER, 1n)
      expect(result.statusCode).toBe(statusCode.success)
      expect(toHex(result.output)).toBe(`0x${'00'.repeat(12)}${toHex(created).slice(2)}`)
      expect(toHex(state.code(created).bytes)).toBe(toHex(callees[runtime]))
      expect(isWasm(state.code(created).bytes)).toBe(runtime === 'ewasm')
      expect([state.nonce(CALLER), state.nonce(created)]).toEqual([2n, 1n])
    },
  )
})
