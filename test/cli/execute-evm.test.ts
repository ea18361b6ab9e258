import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { EvmExecution } from '../../src/cli/evm-execution.ts'
import { executeEvm } from '../../src/cli/execute-evm.ts'
import { main } from '../../src/cli/main.ts'
import { createTerminal } from '../../src/cli/terminal.ts'
import { outcomeDifferences } from '../../src/paranoid/outcome-differences.ts'
import { address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { fromHex } from '../../src/primitives/hex.ts'

const execution: EvmExecution = {
  code: fromHex('0x00'),
  kind: 'runtime',
  input: new Uint8Array(),
  gas: 100_000n,
  value: 0n,
  revision: 'osaka',
  sender: address(new Uint8Array(20).fill(1)),
  recipient: address(new Uint8Array(20).fill(2)),
  balance: 0n,
  storage: [],
  tier: 'first',
  report: 'outcome',
}

async function gantry(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stream = (lines: string[]) => ({ write: (text: string) => lines.push(text) })
  const code = await main(argv, createTerminal(stream(out), stream(err), {}))
  return { code, out: out.join(''), err: err.join('') }
}

describe('executeEvm', () => {
  it('clears a slot for the price and the refund of EIP-3529', async () => {
    const code = fromHex('0x6000600055') // SSTORE(0, 0)
    const storage = [{ key: toBytes32(0n), value: toBytes32(1n) }]
    const outcome = await executeEvm({ ...execution, code, storage })
    // Two pushes, a cold slot, 2,900 for the change; 4,800 come back.
    expect(outcome).toMatchObject({
      status: 'success',
      gasUsed: String(6 + 2100 + 2900),
      gasRefund: '4800',
    })
    expect(outcome.storage[0]?.slots).toEqual({ [`0x${'00'.repeat(32)}`]: `0x${'00'.repeat(32)}` })
  })

  it('runs init code with the input behind it, and says what it made', async () => {
    const code = fromHex('0x600160003960016000f3') // CODECOPY and RETURN cut short: stack underflow
    expect(await executeEvm({ ...execution, kind: 'init', code })).toMatchObject({
      status: 'stackUnderflow',
    })
    const deploys = fromHex('0x6001600c60003960016000f3') // the byte behind it becomes the code
    const outcome = await executeEvm({
      ...execution,
      kind: 'init',
      code: deploys,
      input: Uint8Array.of(0),
    })
    expect(outcome).toMatchObject({ status: 'success', ended: 'deployment' })
    // Nonce 0 of the sender: the address is the hash of (sender, 0).
    expect(outcome.created).toMatch(/^0x[0-9a-f]{40}$/)
  })

  it('sends the value that the code reads', async () => {
    const code = fromHex('0x34600052336020524760405260606000f3') // CALLVALUE, CALLER, SELFBALANCE
    const { output } = await executeEvm({ ...execution, code, value: 5n, balance: 7n })
    const word = (value: bigint): string => value.toString(16).padStart(64, '0')
    expect(output).toBe(`0x${word(5n)}${'00'.repeat(12)}${'01'.repeat(20)}${word(12n)}`)
  })
})

it('says where the tiers agree', async () => {
  const code = fromHex('0x5f5b60010180607b116001575f525f5ffd') // counts to 123, then reverts
  const outcome = await executeEvm({ ...execution, code, report: 'paranoid' })
  expect(outcome.differences).toEqual([])
})

it('names every field that differs, also where one has none', () => {
  const left = { status: 'success', logs: [{ data: '0x01' }], storage: { a: '1' } }
  const right = { status: 'revert', logs: [], storage: { a: '1', b: '2' } }
  expect(outcomeDifferences(left, right)).toEqual([
    'logs.0: something ≠ nothing',
    'status: success ≠ revert',
    'storage.b: nothing ≠ 2',
  ])
})

describe('gantry evm run', () => {
  it('prints the outcome and ends with 1 where the code failed', async () => {
    expect(await gantry('evm', 'run', '0x6001600055')).toMatchObject({ code: 0, err: '' })
    const reverted = await gantry('evm', 'run', '0x5f5ffd', '--json')
    expect(reverted.code).toBe(1)
    expect(JSON.parse(reverted.out)).toMatchObject({ status: 'revert', gasUsed: '4' })
  })

  it.each([
    { argv: ['evm'], message: 'Missing <code|file>.' },
    { argv: ['evm', 'walk', '0x00'], message: 'There is no gantry evm walk, only run and replay.' },
    { argv: ['evm', 'run', '0x00', '--caller', '0x12'], message: '--caller must be an address' },
    { argv: ['evm', 'run', '0x00', '--storage', '1=2=3'], message: '--storage must be KEY=VALUE' },
    {
      argv: ['evm', 'run', '0x00', '--storage', `1=${2n ** 256n}`],
      message: '--storage must be KEY=VALUE',
    },
    { argv: ['evm', 'run', '0x00', '--revision', 'rome'], message: '--revision must be one of' },
    { argv: ['evm', 'run', '0x00', '--trace', '--bench'], message: 'exclude each other' },
  ])('$argv is a wrong command line', async ({ argv, message }) => {
    const { code, err } = await gantry(...argv)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  it('prints a trace as lines of JSON, the outcome last', async () => {
    const source = new URL('../../src/cli/main.ts', import.meta.url).href
    const file = join(mkdtempSync(join(tmpdir(), 'gantry-trace-')), 'trace.mjs')
    const command = `await main(['evm', 'run', '0x6001600201', '--gas', '100', '--trace'])`
    writeFileSync(
      file,
      `import { main } from ${JSON.stringify(source)}\nprocess.exitCode = ${command}\n`,
    )
    const cwd = fileURLToPath(new URL('../..', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], {
      cwd,
    })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ opName }) => opName)).toEqual(['PUSH1', 'PUSH1', 'ADD', 'STOP', undefined])
    expect(lines.at(-1)).toEqual({ output: '0x', gasUsed: '0x9', pass: true })
  }, 60_000)
})
