import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { data } from './contract-data.ts'
import { run, self } from './run-contract.ts'

const fields = data(8, Uint8Array.of(1, 2, 3))

describe.each([
  { name: 'finish', status: statusCode.success },
  { name: 'revert', status: statusCode.revert },
])('$name', ({ name, status }) => {
  const end = (offset: number, length: number) =>
    `(call $${name} (i32.const ${offset}) (i32.const ${length}))`

  it('ends the message at once, with output, free of charge', () => {
    const { result } = run({ main: `${end(8, 3)} unreachable`, fields }, { gas: 7n })
    expect(result).toEqual({
      statusCode: status,
      gasLeft: 7n,
      gasRefund: 0n,
      output: Uint8Array.of(1, 2, 3),
    })
  })

  it.each([
    [65_536, 1],
    [65_537, 0],
    [0, 65_537],
    [-1, 2],
    [0, -1],
  ])('halts for the range %i, %i', (offset, length) => {
    expect(run(end(offset, length)).result).toMatchObject({
      statusCode: statusCode.invalidMemoryAccess,
      gasLeft: 0n,
    })
  })

  it('may end with nothing at the very end of memory', () => {
    expect(run(end(65_536, 0)).result.statusCode).toBe(status)
  })
})

it('a contract that returns has succeeded without output', () => {
  expect(run('').result).toMatchObject({
    statusCode: statusCode.success,
    output: new Uint8Array(0),
  })
})

it('revert undoes what the message did', () => {
  const main = `(i32.store8 (i32.const 63) (i32.const 1))
    (call $storageStore (i32.const 0) (i32.const 32)) (call $revert (i32.const 0) (i32.const 0))`
  const { host, gasUsed } = run(main)
  expect(host.slot(self, 0)).toBe('00'.repeat(32))
  expect(gasUsed).toBe(20_000n)
})
