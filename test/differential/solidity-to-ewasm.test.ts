import { readFileSync } from 'node:fs'
import { createEVM, type EVM } from '@ethereumjs/evm'
import { Interface, type InterfaceAbi } from 'ethers'
import { expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { fundedAccounts } from '../../src/harness/accounts.ts'
import { sharedMachine } from '../../src/harness/shared-machine.ts'
import { SimulatedChain } from '../../src/harness/simulated-chain.ts'
import { preparePrecompiles } from '../../src/precompiles/prepare-precompiles.ts'
import { address } from '../../src/primitives/address.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'

const MIN = -(2n ** 255n)
const MAX = 2n ** 256n - 1n
const LONG = `0x${'ab'.repeat(100)}`
const TEXT = 'a text that does not fit in one word of storage'
const POINT = [-5n, 7n, TEXT]

/** Calls in order, on one contract: what a call left behind the later ones see. */
// biome-ignore format: table
const calls: readonly (readonly [string, ...unknown[]])[] = [
  ['arithmetic', 7n, -3n], ['arithmetic', MIN, -1n], ['arithmetic', -MIN - 1n, MIN], ['arithmetic', 5n, 0n],
  ['checkedArithmetic', 3n, 4n], ['checkedArithmetic', MAX, 2n], ['checkedArithmetic', 0n, 1n],
  ['power', 3n, 160n], ['power', 3n, 162n], ['power', 0n, 0n],
  ['modular', MAX, MAX - 1n, 12345678901234567890n], ['modular', 1n, 2n, 0n],
  ['shifts', -12345n, MAX, 3n], ['shifts', MIN, 1n, 255n], ['shifts', -1n, MAX, 64n], ['shifts', 2n ** 200n, 2n ** 200n, 130n],
  ['narrow', MAX], ['narrow', 0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdefn],
  ['compare', -1n, 1n, 1n, MAX], ['compare', 2n ** 128n, 2n ** 64n, 2n ** 64n, 2n ** 128n], ['compare', 0n, 1n, 9n, 9n],
  ['side', 0n], ['side', 1n],
  ['push', 5n], ['push', MAX], ['all'], ['index', 1n], ['index', 2n], ['pop'], ['all'], ['pop'], ['pop'],
  ['lastPoint'], ['addPoint', -1n, 2n, 'short'], ['addPoint', 3n, -4n, TEXT], ['lastPoint'],
  ['setNested', `0x${'01'.repeat(32)}`, 3n, POINT], ['getNested', `0x${'01'.repeat(32)}`, 3n],
  ['clearNested', `0x${'01'.repeat(32)}`, 3n], ['getNested', `0x${'01'.repeat(32)}`, 3n],
  ['setBlob', '0x'], ['getBlob'], ['setBlob', '0x616263'], ['appendBlob', '0x64'], ['getBlob'], ['setBlob', LONG], ['getBlob'],
  ['setBlob', `0x${'61'.repeat(31)}`], ['appendBlob', '0x62'], ['getBlob'], ['setBlob', '0x01'], ['getBlob'],
  ['packed'], ['packed'],
  ['concat', 'left', TEXT], ['hashes', LONG], ['hashes', '0x'], ['slice', LONG, 3n, 60n], ['slice', '0x0102', 1n, 3n],
  ['decode', '0x'], ['sort', [5n, 3n, MAX, 0n, 3n]], ['sort', []], ['bigMemory', 10000n], ['fibonacci', 15n],
  ['pointer', true, 3n, 4n], ['pointer', false, 3n, 4n],
  ['emitAll', TEXT, [-1n, 2n]], ['emitAll', '', []], ['fail', TEXT], ['attempt', 3n], ['attempt', MAX], ['context'],
]

/** What both machines say about a call. */
interface Outcome {
  readonly reverted: boolean
  readonly output: string
  readonly logs: readonly { readonly topics: readonly string[]; readonly data: string }[]
}

interface LanguageFixture {
  readonly abi: InterfaceAbi
  readonly bytecode: string
  /** solc's bytecode for the EVM. */
  readonly evmBytecode: string
}

const fixture = JSON.parse(
  readFileSync('fixtures/contracts/Language.json', 'utf8'),
) as LanguageFixture
const contract = new Interface(fixture.abi)
const evmCode = fromHex(fixture.evmBytecode)
const ewasmCode = fromHex(fixture.bytecode)

const sender = address(fromHex(fundedAccounts[0] ?? ''))

/** A contract in our engine. */
async function ewasmContract(): Promise<(data: Uint8Array) => Promise<Outcome>> {
  const chain = new SimulatedChain(sharedMachine())
  const message = { value: 0n, gasLimit: 1_000_000_000n }
  const deployment = await chain.send(sender, { ...message, to: undefined, data: ewasmCode })
  const to = deployment.contractAddress
  if (to === undefined) throw new Error('the contract was not deployed')
  return async (data) => {
    const receipt = await chain.send(sender, { ...message, to, data })
    return {
      reverted: receipt.statusCode !== statusCode.success,
      output: toHex(receipt.output),
      logs: receipt.logs.map(({ topics, data: bytes }) => ({
        topics: topics.map(toHex),
        data: toHex(bytes),
      })),
    }
  }
}

/** The same contract as EVM bytecode in @ethereumjs/evm. */
async function evmContract(evm: EVM): Promise<(data: Uint8Array) => Promise<Outcome>> {
  const { Address } = await import('@ethereumjs/util')
  const caller = new Address(sender)
  const message = { caller, gasLimit: 1_000_000_000n }
  const { createdAddress } = await evm.runCall({ ...message, data: evmCode })
  if (createdAddress === undefined) throw new Error('the contract was not deployed')
  return async (data) => {
    const { execResult } = await evm.runCall({ ...message, to: createdAddress, data })
    return {
      reverted: execResult.exceptionError !== undefined,
      output: toHex(execResult.returnValue),
      logs: (execResult.logs ?? []).map(([, topics, bytes]) => ({
        topics: topics.map(toHex),
        data: toHex(bytes),
      })),
    }
  }
}

it('Solidity compiled to Ewasm does what it does compiled to the EVM', async () => {
  await preparePrecompiles()
  const ewasm = await ewasmContract()
  const evm = await evmContract(await createEVM())
  for (const [name, ...args] of calls) {
    const data = fromHex(contract.encodeFunctionData(name, args))
    const expected = await evm(data)
    // Addresses differ: the two chains count nonces differently.
    if (name === 'context') expect((await ewasm(data)).output.length).toBe(expected.output.length)
    else expect({ name, args, ...(await ewasm(data)) }).toEqual({ name, args, ...expected })
  }
  for (const data of [Uint8Array.of(1, 2, 3, 4, 5), Uint8Array.of(9), new Uint8Array()]) {
    expect(await ewasm(data)).toEqual(await evm(data))
  }
  expect(calls.filter(([name]) => name !== 'context').length).toBeGreaterThan(60)
})
