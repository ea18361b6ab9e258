import { readFileSync } from 'node:fs'
import { statusCode } from '../src/engine/status-code.ts'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import { fromHex } from '../src/primitives/hex.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import type { MapHost } from '../test/engine/map-host.ts'

/** Deploys the counter that solc compiled (fixtures/contracts) and returns its code. */
export function deploySolidityCounter(host: MapHost): Uint8Array {
  const file = new URL('../fixtures/contracts/Counter.json', import.meta.url)
  const { bytecode } = JSON.parse(readFileSync(file, 'utf8')) as { bytecode: string }
  const create = { kind: 'create', input: fromHex(bytecode), gas: 100_000_000n } as const
  const { statusCode: status, createAddress } = host.send(create)
  if (status !== statusCode.success || createAddress === undefined) {
    throw new Error(`The counter was not deployed: status ${status}.`)
  }
  return host.account(createAddress).code.bytes
}

/** Call data of its `add(uint256)`: reads a slot, writes it, emits an event, returns the sum. */
export function addInput(amount: bigint): Uint8Array {
  const selector = keccak256(Buffer.from('add(uint256)')).subarray(0, 4)
  return Buffer.concat([selector, toBytes32(amount)])
}
