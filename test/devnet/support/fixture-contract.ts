import { readFileSync } from 'node:fs'
import type { InterfaceAbi } from 'ethers'

/** A compiled contract of fixtures/contracts. */
export interface FixtureContract {
  readonly abi: InterfaceAbi
  readonly bytecode: `0x${string}`
}

/** Reads a compiled contract. */
export function fixtureContract(name: string): FixtureContract {
  return JSON.parse(readFileSync(`fixtures/contracts/${name}.json`, 'utf8')) as FixtureContract
}
