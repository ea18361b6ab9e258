import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

/** What a room may import besides itself. `engine` and `state` know nothing of each other. */
// biome-ignore format: table
const mayImport: Readonly<Record<string, string>> = {
  primitives:     '',
  wasm:           'primitives',
  'gas-metering': 'primitives wasm',
  engine:         'primitives wasm gas-metering',
  'ewasm-eei':    'primitives wasm gas-metering engine',
  codegen:        'primitives wasm',
  evm:            'primitives wasm engine codegen',
  precompiles:    'primitives engine',
  state:          'primitives',
  chain:          'primitives state engine ewasm-eei precompiles',
  yul:            'primitives wasm',
  solidity:       'primitives wasm yul',
  paranoid:       'primitives gas-metering engine ewasm-eei evm precompiles state chain',
  harness:        'primitives gas-metering engine ewasm-eei evm precompiles state chain solidity paranoid',
  conformance:    'primitives wasm gas-metering engine ewasm-eei evm precompiles state chain substrate-host substrate-pallet-bridge',
  'ethereumjs-adapter': 'primitives engine evm precompiles state chain',
  'substrate-host': 'primitives wasm state',
  'substrate-pallet-bridge': 'primitives gas-metering engine ewasm-eei evm precompiles state chain substrate-host',
  'json-rpc':     'primitives',
  'node-thread':  'primitives',
  'substrate-devnet': 'primitives json-rpc node-thread state engine substrate-host substrate-pallet-bridge',
  devnet:         'primitives json-rpc node-thread gas-metering state engine ewasm-eei evm chain paranoid',
  cli:            'primitives wasm gas-metering engine ewasm-eei evm precompiles state chain solidity harness conformance devnet substrate-devnet substrate-pallet-bridge paranoid',
}

const room = (path: string): string => path.replace(/^src\//, '').split('/')[0] ?? ''

function sourceFiles(): string[] {
  return ['src', 'devnet', 'substrate-devnet'].filter(existsSync).flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(root, path)),
  )
}

it('every import points down', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(20) // a walk that finds nothing must not pass

  const imports = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
      ([, specifier = '']) => ({ file, target: join(dirname(file), specifier) }),
    ),
  )
  const wrong = imports.filter(
    ({ file, target }) =>
      room(file) !== room(target) && !mayImport[room(file)]?.split(' ').includes(room(target)),
  )
  expect(wrong).toEqual([])
})

it('only the store imports level', () => {
  const users = sourceFiles().filter((file) =>
    /from '(?:level|classic-level)'/.test(readFileSync(file, 'utf8')),
  )
  expect(users.every((file) => file.startsWith('src/state/store/'))).toBe(true)
})
