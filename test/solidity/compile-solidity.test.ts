import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compileSolidity } from '../../src/solidity/compile-solidity.ts'

const folder = mkdtempSync(join(tmpdir(), 'gantry-solidity-'))
afterAll(() => rmSync(folder, { recursive: true }))

function compile(body: string, pragma = '^0.8.20') {
  const source = `// SPDX-License-Identifier: MIT\npragma solidity ${pragma};\n${body}`
  return compileSolidity({ sources: { 'a.sol': source }, baseFolder: folder })
}

describe('compileSolidity', () => {
  it('gives name, source, abi and a module for each deployable contract', () => {
    const { contracts, warnings } = compile(
      'interface I { function f() external; } abstract contract A is I {} contract C is A { function f() external {} }',
    )
    expect(warnings).toEqual([])
    expect(contracts.map(({ name, source }) => `${source}:${name}`)).toEqual(['a.sol:C'])
    expect(contracts[0]?.abi.map(({ name }) => name)).toEqual(['f'])
    expect(WebAssembly.validate(Uint8Array.from(contracts[0]?.bytecode ?? []))).toBe(true)
  })

  it('leaves libraries out: their internal functions are in the contracts that use them', () => {
    const { contracts } = compile(
      'library L { function f() internal pure returns (uint) { return 7; } function g() external {} } contract C { function f() external pure returns (uint) { return L.f(); } }',
    )
    expect(contracts.map(({ name }) => name)).toEqual(['C'])
  })

  it('passes on warnings', () => {
    const { warnings } = compile('contract C { function f() external pure { uint unused; } }')
    expect(warnings.join()).toContain('Unused local variable')
  })

  it('resolves relative imports and packages', () => {
    mkdirSync(join(folder, 'node_modules/@scope/lib'), { recursive: true })
    writeFileSync(
      join(folder, 'node_modules/@scope/lib/B.sol'),
      '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\ncontract B {}',
    )
    writeFileSync(
      join(folder, 'near.sol'),
      '// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\ncontract Near {}',
    )
    const { contracts } = compile(
      'import "./near.sol"; import {B} from "@scope/lib/B.sol"; contract C is Near, B {}',
    )
    expect(contracts.map(({ name }) => name)).toEqual(['C'])
  })
})

describe('the target evm', () => {
  const compileForEvm = (body: string) =>
    compileSolidity({
      sources: { 'a.sol': `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.20;\n${body}` },
      baseFolder: folder,
      target: 'evm',
    })

  it('gives bytecode, of deployable contracts only', () => {
    const { contracts } = compileForEvm(
      'interface I { function f() external; } contract C { function f() external view returns (uint) { return block.chainid; } }',
    )
    expect(contracts.map(({ name }) => name)).toEqual(['C'])
    expect(contracts[0]?.bytecode[0]).toBe(0x60) // PUSH1
  })

  it('refuses what would have to be linked', () => {
    const body =
      'library L { function f() external {} } contract C { function f() external { L.f(); } }'
    expect(() => compileForEvm(body)).toThrow(/no linker/)
  })
})

describe('refusals', () => {
  it('says where an import was looked for', () => {
    expect(() => compile('import "./absent.sol"; contract C {}')).toThrow(
      /absent\.sol is neither below/,
    )
  })

  it("passes on solc's errors with their place", () => {
    expect(() => compile('contract C { uint x = "text"; }')).toThrow(
      expect.objectContaining({
        code: 'SOLIDITY_REFUSED',
        message: expect.stringContaining('a.sol:3:'),
      }),
    )
  })

  it('says which version a pragma must allow', () => {
    expect(() => compile('contract C {}', '^0.8.25')).toThrow(/compiles with solc 0\.8\.20/)
  })

  it.each([
    {
      body: 'contract C { function f() external view returns (uint) { return block.chainid; } }',
      word: 'chain id',
    },
    {
      body: 'contract C { function f(address a) external view returns (bytes32) { return a.codehash; } }',
      word: 'code hash',
    },
    {
      body: 'library L { function f() external {} } contract C { function g() external { L.f(); } }',
      word: 'libraries',
    },
  ])('names the contract and what the EEI lacks: $word', ({ body, word }) => {
    expect(() => compile(body)).toThrow(
      expect.objectContaining({
        code: 'CONTRACT_NOT_EWASM',
        contract: 'C',
        message: expect.stringContaining(word),
      }),
    )
  })
})
