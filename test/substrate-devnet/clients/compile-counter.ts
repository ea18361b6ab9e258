import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Hex } from '../../../src/primitives/hex.ts'

interface Output {
  readonly contracts: {
    readonly 'Counter.sol': {
      readonly Counter: { readonly evm: { readonly bytecode: { readonly object: string } } }
    }
  }
}

/** The contract of contracts/basics/Counter.sol as EVM bytecode, by solc. */
export function evmCounter(): Hex {
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string): string }
  const content = readFileSync('contracts/basics/Counter.sol', 'utf8')
  const settings = { outputSelection: { '*': { '*': ['evm.bytecode.object'] } } }
  const input = { language: 'Solidity', sources: { 'Counter.sol': { content } }, settings }
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as Output
  return `0x${output.contracts['Counter.sol'].Counter.evm.bytecode.object}`
}

/** The same as Ewasm: the committed fixture. */
export function ewasmCounter(): Hex {
  const text = readFileSync('fixtures/contracts/Counter.json', 'utf8')
  return (JSON.parse(text) as { readonly bytecode: Hex }).bytecode
}
