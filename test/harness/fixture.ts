import { readFileSync } from 'node:fs'
import type { Deployable } from '../../src/harness/harness.ts'

/** A compiled contract of fixtures/contracts. */
export function fixture(name: string): Deployable {
  return JSON.parse(readFileSync(`fixtures/contracts/${name}.json`, 'utf8')) as Deployable
}
