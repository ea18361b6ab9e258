import { readFileSync } from 'node:fs'
import { Interface, type InterfaceAbi } from 'ethers'
import { describe, expect, it } from 'vitest'
import { decodeModule } from '../../../src/wasm/decode-module.ts'
import { moduleOfInitCode } from '../../../src/wasm/init-code.ts'
import { unevenSchedule } from '../exactness.ts'
import { ContractUnderTest } from './contract-exactness.ts'
import type { ContractRun } from './contract-run.ts'

interface Artifact {
  readonly abi: InterfaceAbi
  readonly bytecode: string
  readonly deployedBytecode?: string
}

interface Call {
  readonly method: string
  readonly args: readonly unknown[]
}

/** The reference is slow, and a run of it is one of thirty. */
const TIMEOUT_MS = 60_000

const OTHER = `0x${'11'.repeat(20)}`
const KEY = `0x${'07'.repeat(32)}`

/** Contracts built by solc and src/yul: constructor arguments, then calls one after the other, storage kept. */
// biome-ignore format: table
const cases: Readonly<Record<string, { readonly create: readonly unknown[]; readonly calls: readonly (readonly [string, ...unknown[]])[] }>> = {
  Counter:  { create: [], calls: [['increment'], ['add', 41n], ['add', 2n ** 256n - 1n], ['count']] },
  Token:    { create: [10n ** 24n, 'A token with a name of more than thirty-one bytes', 'TKN'], calls: [
    ['name'], ['totalSupply'], ['transfer', OTHER, 5n], ['transfer', OTHER, 10n ** 30n], ['approve', OTHER, 7n],
    ['transferFrom', OTHER, OTHER, 1n], ['balanceOf', OTHER]] },
  Callee:   { create: [9n], calls: [['set', 12n], ['set', 13n], ['whoAmI'], ['recurse', 3n]] },
  Caller:   { create: [], calls: [['create', 4n], ['set', 5n], ['trySet', 6n], ['delegateWhoAmI'], ['staticSet', 7n], ['digest', '0x112233']] },
  Reverter: { create: [], calls: [['withReason', 'no'], ['withCustomError', 11n], ['withoutData'], ['withPanic', 0n], ['withPanic', 3n], ['withInvalid'], ['touched']] },
  Language: { create: [], calls: [
    ['fibonacci', 9n], ['sort', [5n, 3n, 9n, 1n, 7n]], ['arithmetic', -7n, 3n], ['power', 3n, 5], ['concat', 'abc', 'def'],
    ['push', 6n], ['all'], ['setBlob', `0x${'ab'.repeat(70)}`], ['getBlob'], ['setNested', KEY, 2, [1n, -2n, 'point']],
    ['getNested', KEY, 2], ['bigMemory', 40n], ['slice', '0x0011223344', 1n, 3n], ['decode', '0x00'], ['fail', 'because'],
    ['emitAll', 'text', [1n, -1n]], ['hashes', `0x${'5a'.repeat(150)}`]] },
}

describe.each(Object.entries(cases))('%s', (name, { create, calls }) => {
  const artifact = read(name)
  const abi = new Interface(artifact.abi)
  let storage: ReadonlyMap<string, string> = new Map()
  let deployed: ContractUnderTest | undefined
  let code: Uint8Array = new Uint8Array()

  it('is deployed for exactly its gas', { timeout: TIMEOUT_MS }, () => {
    const initCode = bytes(artifact.bytecode + abi.encodeDeploy(create).slice(2))
    const module = decodeModule(moduleOfInitCode(initCode))
    const contract = new ContractUnderTest(module, unevenSchedule)
    const run = contract.expectExact({ code: initCode, input: new Uint8Array(), storage })
    expect(run.outcome).toBe('finished')
    code = bytes(run.output)
    deployed = new ContractUnderTest(decodeModule(code), unevenSchedule)
    storage = run.storage
  })

  const sequence: readonly Call[] = calls.map(([method, ...args]) => ({ method, args }))
  it.each(sequence)(
    'runs $method for exactly its gas',
    { timeout: TIMEOUT_MS },
    ({ method, args }) => {
      const input = bytes(abi.encodeFunctionData(method, args))
      const run = deployed?.expectExact({ code, input, storage }) as ContractRun
      expect(run.hostCalls.length).toBeGreaterThan(2)
      if (run.outcome === 'finished') storage = run.storage
    },
  )
})

describe('hostile contracts', () => {
  // biome-ignore format: table
  const names = ['loop-forever', 'recurse-forever', 'grow-memory-forever', 'copy-out-of-bounds']

  it.each(names)('%s fails alike at every limit', { timeout: TIMEOUT_MS }, (name) => {
    const code = bytes(read(name).deployedBytecode ?? '')
    const contract = new ContractUnderTest(decodeModule(code), unevenSchedule)
    const call = { code, input: Uint8Array.of(99), storage: new Map() }
    contract.expectNeverEnds(call, [0n, 1n, 10n, 101n, 3_003n])
  })
})

function read(name: string): Artifact {
  const file = new URL(`../../../fixtures/contracts/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8'))
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replace(/^0x/, ''), 'hex'))
}
