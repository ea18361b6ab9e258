import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { address } from '../../src/primitives/address.ts'
import type { MapHost } from '../engine/map-host.ts'
import { data } from './contract-data.ts'
import { type ContractParts, ewasmContract } from './ewasm-contract.ts'
import { run, self } from './run-contract.ts'

const deployed = ewasmContract({ main: '(call $useGas (i64.const 1))' })
/** Init code that returns `runtime` as the code to deploy. */
const deploys = (runtime: Uint8Array) =>
  ewasmContract({
    main: `(call $finish (i32.const 0) (i32.const ${runtime.length}))`,
    fields: data(0, runtime),
  })

const RESULT = 5000
const names = ['create', 'create2'] as const

interface CreateArguments {
  readonly value?: number
  readonly data?: readonly [number, number]
  readonly salt?: number
  readonly result?: number
}

function createText(
  name: (typeof names)[number],
  length: number,
  { value = 8000, data: range = [10_000, length], salt = 9000, result = RESULT }: CreateArguments,
): string {
  const saltText = name === 'create2' ? `(i32.const ${salt})` : ''
  return `(call $${name} (i32.const ${value}) (i32.const ${range[0]}) (i32.const ${range[1]}) ${saltText} (i32.const ${result}))`
}

/** Creates, then returns the result (i32), the address and the return data. Memory has 3 at 8100. */
function creator(
  name: (typeof names)[number],
  initCode: Uint8Array,
  call: CreateArguments = {},
): ContractParts {
  return {
    main: `(i32.store (i32.const ${RESULT - 4}) ${createText(name, initCode.length, call)})
      (call $returnDataCopy (i32.const ${RESULT + 20}) (i32.const 0) (call $getReturnDataSize))
      (call $finish (i32.const ${RESULT - 4}) (i32.add (i32.const 24) (call $getReturnDataSize)))`,
    fields: `${data(10_000, initCode)} ${data(8100, Uint8Array.of(3))}`,
  }
}

const ZERO = new Array(20).fill(0)
const revision = 'constantinople' as const

describe.each(names)('%s', (name) => {
  it('deploys what the init code returns and writes the address', () => {
    const { result, host } = run(creator(name, deploys(deployed)), { revision })
    expect(result.output[0]).toBe(0)
    const made = address(result.output.slice(4, 24))
    expect(host.getCode(made)).toEqual(deployed)
    expect(result.output).toHaveLength(24) // success empties the return data buffer
    expect(host.messages[1]).toMatchObject({ kind: name, sender: self, depth: 1, isStatic: false })
  })

  it('passes value and, for create2, the salt', () => {
    const prepare = (host: MapHost) => {
      host.account(self).balance = 9n
    }
    const parts = creator(name, deploys(deployed), { value: 8100 })
    const { host } = run(parts, { revision, prepare })
    const salt = name === 'create2' ? new Uint8Array(32) : undefined
    expect(host.messages[1]).toMatchObject({ value: 3n, create2Salt: salt })
  })

  it('returns 1 when the balance is too small', () => {
    const { result, host } = run(creator(name, deploys(deployed), { value: 8100 }), { revision })
    expect([...result.output]).toEqual([1, 0, 0, 0, ...ZERO])
    expect(host.messages).toHaveLength(1)
  })

  it('returns 2 and the data of a revert', () => {
    const reverting = ewasmContract({
      main: '(call $revert (i32.const 0) (i32.const 2))',
      fields: data(0, Uint8Array.of(5, 6)),
    })
    const { result } = run(creator(name, reverting), { revision })
    expect([...result.output]).toEqual([2, 0, 0, 0, ...ZERO, 5, 6])
  })

  // biome-ignore format: table
  it.each([
    { title: 'init code that fails',          initCode: ewasmContract({ main: 'unreachable' }) },
    { title: 'init code that is not Wasm',    initCode: Uint8Array.of(0x60, 0) },
    { title: 'a result that is not Wasm',     initCode: deploys(Uint8Array.of(1, 2)) },
    { title: 'a result with only a preamble', initCode: deploys(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) },
  ])('returns 1 for $title', ({ initCode }) => {
    const { result } = run(creator(name, initCode), { revision })
    expect([...result.output]).toEqual([1, 0, 0, 0, ...ZERO])
  })

  it('deploys an account without code when the init code returns nothing', () => {
    const { result } = run(creator(name, ewasmContract({ main: '' })), { revision })
    expect(result.output[0]).toBe(0)
  })

  it('gives init code no call data', () => {
    const sized = ewasmContract({
      main: `(i32.store8 (i32.const 0) (call $getCallDataSize))
        (call $revert (i32.const 0) (i32.const 1))`,
    })
    const { result } = run(creator(name, sized), { revision })
    expect(result.output.at(-1)).toBe(0)
  })

  it('forwards all but one 64th', () => {
    const words = name === 'create2' ? 6n * BigInt(Math.ceil(deploys(deployed).length / 32)) : 0n
    const { host } = run(creator(name, deploys(deployed)), { revision, gas: 96_000n + words })
    expect(host.messages[1]?.gas).toBe(63_000n)
  })

  it('charges for words of init code from Shanghai on (EIP-3860)', () => {
    const initCode = ewasmContract({ main: '' })
    const { gasUsed } = run(
      { ...creator(name, initCode), main: `(drop ${createText(name, initCode.length, {})})` },
      { revision: 'shanghai' },
    )
    const perWord = name === 'create2' ? 8 : 2
    expect(gasUsed).toBe(BigInt(32_000 + perWord * Math.ceil(initCode.length / 32)))
  })

  // biome-ignore format: table
  it.each([
    { title: 'value outside memory',      call: { value: 65_521 } },
    { title: 'init code outside memory',  call: { data: [65_530, 7] } },
    { title: 'init code of 2^32 - 1',     call: { data: [1, -1] } },
    { title: 'result outside memory',     call: { result: 65_517 } },
  ] as const)('halts for $title', ({ call }) => {
    const gas = 2n ** 40n
    const { result, host } = run(creator(name, ewasmContract({ main: '' }), call), { revision, gas })
    expect(result).toMatchObject({ statusCode: statusCode.invalidMemoryAccess, gasLeft: 0n })
    expect(host.accounts.size).toBe(1) // nothing stays of the account
  })

  it('is refused in static mode', () => {
    const { result } = run(creator(name, deploys(deployed)), { revision, isStatic: true })
    expect(result.statusCode).toBe(statusCode.staticModeViolation)
  })

  it('returns 1 at depth 1024', () => {
    const { result, host } = run(creator(name, deploys(deployed)), { revision, depth: 1024 })
    expect(result.output[0]).toBe(1)
    expect(host.messages).toHaveLength(1)
  })

  it('needs 32,000 gas', () => {
    const { result } = run(creator(name, deploys(deployed)), { revision, gas: 31_999n })
    expect(result.statusCode).toBe(statusCode.outOfGas)
  })
})

describe('create2', () => {
  it('halts when the salt is outside memory', () => {
    const { result } = run(creator('create2', deployed, { salt: 65_505 }), { revision })
    expect(result.statusCode).toBe(statusCode.invalidMemoryAccess)
  })

  it('is not there before Constantinople', () => {
    const { result } = run(creator('create2', deployed), { revision: 'byzantium' })
    expect(result.statusCode).toBe(statusCode.contractValidationFailure)
  })
})
