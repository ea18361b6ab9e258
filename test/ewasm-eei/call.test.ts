import { describe, expect, it } from 'vitest'
import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { type MapHost, testAddress } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { type ContractParts, ewasmContract } from './ewasm-contract.ts'
import { type RunOptions, run, self, sender } from './run-contract.ts'

const callee = testAddress(9)
const kinds = ['call', 'callCode', 'callDelegate', 'callStatic'] as const
type Kind = (typeof kinds)[number]

interface CallArguments {
  readonly gas?: bigint | string
  readonly address?: number
  readonly value?: number
  readonly data?: readonly [number, number]
}

const hasValue = (kind: Kind): boolean => kind === 'call' || kind === 'callCode'

/** Text of the call; memory has the callee's address at 1000, the value 0 at 2000 and 3 at 2100. */
function callText(
  kind: Kind,
  { gas = 100_000n, address = 1000, value = 2000, data = [0, 0] }: CallArguments = {},
): string {
  const valueText = hasValue(kind) ? `(i32.const ${value})` : ''
  return `(call $${kind} (i64.const ${gas}) (i32.const ${address}) ${valueText} (i32.const ${data[0]}) (i32.const ${data[1]}))`
}

const fields = `${data(1000, callee)} ${data(2100, Uint8Array.of(3))}`

/** Makes the call, then returns its result (i32) and the return data. */
function caller(kind: Kind, call?: CallArguments): ContractParts {
  return {
    main: `(i32.store (i32.const 0) ${callText(kind, call)})
      (call $returnDataCopy (i32.const 4) (i32.const 0) (call $getReturnDataSize))
      (call $finish (i32.const 0) (i32.add (i32.const 4) (call $getReturnDataSize)))`,
    fields,
  }
}

const withCallee = (parts: ContractParts) => (host: MapHost) =>
  host.deploy(callee, ewasmContract(parts))

/** What the call returned, and the return data. */
function outcome({ output }: ExecutionResult): readonly [number | undefined, ...number[]] {
  const [result, , , , ...returned] = output
  return [result, ...returned]
}

const echo: ContractParts = {
  main: `(call $callDataCopy (i32.const 0) (i32.const 0) (call $getCallDataSize))
    (call $finish (i32.const 0) (call $getCallDataSize))`,
}

describe.each(kinds)('%s', (kind) => {
  it('passes input and gives back output', () => {
    const { result } = run(caller(kind, { data: [1001, 19] }), { prepare: withCallee(echo) })
    expect(outcome(result)).toEqual([0, ...callee.slice(1)])
  })

  it('succeeds for an account without code', () => {
    expect(outcome(run(caller(kind)).result)).toEqual([0])
  })

  it('returns 2 and the data of a revert', () => {
    const reverting = {
      main: '(call $revert (i32.const 7) (i32.const 2))',
      fields: data(7, Uint8Array.of(5, 6)),
    }
    const { result } = run(caller(kind), { prepare: withCallee(reverting) })
    expect(outcome(result)).toEqual([2, 5, 6])
  })

  it('returns 1 when the callee fails, whose gas is gone', () => {
    const { result, gasUsed } = run(
      { main: `(drop ${callText(kind, { gas: 1000n })})`, fields },
      { prepare: withCallee({ main: 'unreachable' }) },
    )
    expect(result.statusCode).toBe(statusCode.success)
    expect(gasUsed).toBe(1700n)
  })

  it('gives back the gas that the callee left', () => {
    const { gasUsed } = run(
      { main: `(drop ${callText(kind, { gas: 1000n })})`, fields },
      { prepare: withCallee({ main: '(call $useGas (i64.const 300))' }) },
    )
    expect(gasUsed).toBe(1000n)
  })

  it('forwards at most all but one 64th', () => {
    const { host } = run(
      { main: `(drop ${callText(kind, { gas: 2n ** 63n - 1n })})`, fields },
      { gas: 64_700n },
    )
    expect(host.messages.at(-1)?.gas).toBe(63_000n)
  })

  // biome-ignore format: table
  it.each([
    { title: 'negative gas',                      call: { gas: -1n },                status: 'argumentOutOfRange' },
    { title: 'the smallest i64 as gas',           call: { gas: '0x8000000000000000' }, status: 'argumentOutOfRange' },
    { title: 'an address outside memory',         call: { address: 65_517 },         status: 'invalidMemoryAccess' },
    { title: 'an address at 2^32 - 1',            call: { address: -1 },             status: 'invalidMemoryAccess' },
    { title: 'data outside memory',               call: { data: [65_530, 7] },       status: 'invalidMemoryAccess' },
    { title: 'data of 2^32 - 1 bytes',            call: { data: [0, -1] },           status: 'invalidMemoryAccess' },
    { title: 'data whose offset and length wrap', call: { data: [-1, 2] },           status: 'invalidMemoryAccess' },
  ] as const)('halts for $title', ({ call, status }) => {
    const { result, host } = run(caller(kind, call))
    expect(result).toMatchObject({ statusCode: statusCode[status], gasLeft: 0n })
    expect(host.messages).toHaveLength(1)
  })

  it('does not look at the offset of empty data', () => {
    expect(outcome(run(caller(kind, { data: [-1, 0] })).result)).toEqual([0])
  })

  it('returns 1 at depth 1024, and leaves the return data as it was', () => {
    const { result, host } = run(caller(kind), { depth: 1024 })
    expect(outcome(result)).toEqual([1])
    expect(host.messages).toHaveLength(1)
    expect(outcome(run(caller(kind), { depth: 1023 }).result)).toEqual([0])
  })

  it('returns 1 when no stack height is left for another message', () => {
    const { result, host } = run(caller(kind), { stackLeft: 500 })
    expect(outcome(result)).toEqual([1])
    expect(host.messages).toHaveLength(1)
  })

  it('needs 700 gas', () => {
    const main = `(drop ${callText(kind, { gas: 0n })})`
    expect(run({ main, fields }, { gas: 700n }).result.statusCode).toBe(statusCode.success)
    expect(run({ main, fields }, { gas: 699n }).result.statusCode).toBe(statusCode.outOfGas)
  })

  it('costs 2600 and then 100 from Berlin on (EIP-2929)', () => {
    const main = `(drop ${callText(kind, { gas: 0n })})`
    expect(run({ main, fields }, { revision: 'berlin' }).gasUsed).toBe(2600n)
    expect(run({ main: main + main, fields }, { revision: 'berlin' }).gasUsed).toBe(2700n)
  })

  it('hands static mode down', () => {
    const { result } = run(caller(kind), {
      isStatic: true,
      prepare: withCallee({ main: '(call $storageStore (i32.const 0) (i32.const 0))' }),
    })
    expect(outcome(result)).toEqual([1])
  })
})

describe('who the callee sees', () => {
  // biome-ignore format: table
  it.each([
    { kind: 'call',         recipient: callee, from: self,   value: 0n, isStatic: false, messageKind: 'call' },
    { kind: 'callCode',     recipient: self,   from: self,   value: 0n, isStatic: false, messageKind: 'callcode' },
    { kind: 'callDelegate', recipient: self,   from: sender, value: 5n, isStatic: false, messageKind: 'delegatecall' },
    { kind: 'callStatic',   recipient: callee, from: self,   value: 0n, isStatic: true,  messageKind: 'call' },
  ] as const)('$kind', ({ kind, recipient, from, value, isStatic, messageKind }) => {
    const { host } = run(caller(kind), {
      value: 5n,
      prepare: (world) => {
        world.account(sender).balance = 5n
      },
    })
    expect(host.messages[1]).toMatchObject({
      kind: messageKind, recipient, sender: from, codeAddress: callee, value, isStatic, depth: 1,
    })
  })
})

describe('value', () => {
  const rich = (host: MapHost) => {
    host.account(self).balance = 10n
  }
  const existing = (host: MapHost) => {
    rich(host)
    host.account(callee).balance = 1n
  }
  const sendText = (kind: Kind) => `(drop ${callText(kind, { gas: 0n, value: 2100 })})`

  it('call moves it and gives the callee a stipend of 2300', () => {
    const { host, gasUsed } = run({ main: sendText('call'), fields }, { prepare: existing })
    expect(host.getBalance(callee)).toBe(4n)
    expect(host.messages[1]).toMatchObject({ value: 3n, gas: 2300n })
    expect(gasUsed).toBe(700n + 9000n - 2300n) // what is left of the stipend is the caller's
  })

  it('call pays 25,000 for an account that does not exist', () => {
    const { gasUsed } = run({ main: sendText('call'), fields }, { prepare: rich })
    expect(gasUsed).toBe(700n + 9000n + 25_000n - 2300n)
  })

  it('callCode keeps it and pays for no new account', () => {
    const { host, gasUsed } = run({ main: sendText('callCode'), fields }, { prepare: rich })
    expect(host.getBalance(self)).toBe(10n)
    expect(gasUsed).toBe(700n + 9000n - 2300n)
  })

  it.each(['call', 'callCode'] as const)('%s returns 1 when the balance is too small', (kind) => {
    const { result, host } = run(caller(kind, { value: 2100 }))
    expect(outcome(result)).toEqual([1])
    expect(host.messages).toHaveLength(1)
  })

  it('call with value is refused in static mode, callCode is not', () => {
    const options: RunOptions = { isStatic: true, prepare: rich }
    const refused = run({ main: sendText('call'), fields }, options)
    expect(refused.result.statusCode).toBe(statusCode.staticModeViolation)
    const kept = run({ main: sendText('callCode'), fields }, options)
    expect(kept.result.statusCode).toBe(statusCode.success)
  })

  it.each(['call', 'callCode'] as const)('%s halts when its u128 is outside memory', (kind) => {
    const { result } = run(caller(kind, { value: 65_521 }))
    expect(result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })

  it('halts when the own balance needs more than 128 bits', () => {
    const { result } = run(
      { main: sendText('call'), fields },
      {
        prepare: (host) => {
          host.account(self).balance = 1n << 128n
        },
      },
    )
    expect(result.statusCode).toBe(statusCode.argumentOutOfRange)
  })

  it('callDelegate passes a stipend with an inherited value only under the Hera schedule', () => {
    const options: RunOptions = {
      value: 5n,
      prepare: (host) => {
        host.account(sender).balance = 5n
      },
    }
    const main = `(drop ${callText('callDelegate', { gas: 0n })})`
    expect(run({ main, fields }, options).host.messages[1]?.gas).toBe(2300n)
  })
})

it('a frame earns the refunds of the calls below it, if they succeed', () => {
  const clearing = `(call $storageStore (i32.const 0) (i32.const 32))`
  const prepare = (end: string) => (host: MapHost) => {
    withCallee({ main: clearing + end })(host)
    host.account(callee).storage.set('00'.repeat(32), '01'.padStart(64, '0'))
  }
  const main = `(drop ${callText('call')})`
  expect(run({ main, fields }, { prepare: prepare('') }).result.gasRefund).toBe(15_000n)
  expect(run({ main, fields }, { prepare: prepare('unreachable') }).result.gasRefund).toBe(0n)
})

it('a contract may call itself: each message has an instance of its own', () => {
  // Counts down its call data's first byte and returns how many messages there were, counted in memory.
  const main = `(call $callDataCopy (i32.const 0) (i32.const 0) (i32.const 1))
    (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (i32.const 1)))
    (if (i32.load8_u (i32.const 0)) (then
      (i32.store8 (i32.const 0) (i32.sub (i32.load8_u (i32.const 0)) (i32.const 1)))
      (call $getAddress (i32.const 40))
      (drop (call $call (i64.const 9000000) (i32.const 40) (i32.const 80) (i32.const 0) (i32.const 1)))
      (call $returnDataCopy (i32.const 20) (i32.const 0) (i32.const 4))
      (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (i32.load (i32.const 20))))))
    (call $finish (i32.const 16) (i32.const 4))`
  for (let round = 0; round < 3; round++) {
    const { result } = run(main, { input: Uint8Array.of(20) })
    expect([...result.output]).toEqual([21, 0, 0, 0])
  }
})
