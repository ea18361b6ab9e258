import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { main } from '../../src/cli/main.ts'
import { createTerminal } from '../../src/cli/terminal.ts'
import { fromHex } from '../../src/primitives/hex.ts'

const folder = mkdtempSync(join(tmpdir(), 'gantry-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function gantry(...argv: string[]) {
  const out: string[] = []
  const err: string[] = []
  const stream = (lines: string[]) => ({ write: (text: string) => lines.push(text) })
  const code = await main(argv, createTerminal(stream(out), stream(err), {}))
  return { code, out: out.join(''), err: err.join('') }
}

describe('help', () => {
  it.each([[], ['--help'], ['help']])('lists every command for %j', async (...argv) => {
    const { code, out } = await gantry(...argv)
    expect(code).toBe(0)
    for (const { name, summary } of commands)
      expect(out).toContain(`${name}  `.trimEnd() && summary)
  })

  it.each(commands)(
    'of $name shows usage, every option and is the same both ways',
    async ({ name, options }) => {
      const { out } = await gantry('help', name)
      expect(out).toContain(`Usage: gantry ${name}`)
      for (const option of Object.keys(options)) expect(out).toContain(`--${option}`)
      expect(await gantry(name, '--help')).toEqual({ code: 0, out, err: '' })
    },
  )

  it('shows the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect((await gantry('--version')).out).toBe(`gantry ${version}\n`)
  })
})

describe('a wrong command line', () => {
  it.each([
    { argv: ['runn'], message: 'Unknown command runn. Did you mean run?' },
    { argv: ['qqqqqq'], message: 'Unknown command qqqqqq.' },
    { argv: ['--helpp'], message: 'Unknown option --helpp.' },
    { argv: ['help', 'inspekt'], message: 'Unknown command inspekt. Did you mean inspect?' },
    { argv: ['run'], message: 'Missing <file>.' },
    { argv: ['run', 'a', 'b'], message: 'Unexpected argument b.' },
    {
      argv: ['run', 'a', '--inputt', '0x'],
      message: 'Unknown option --inputt. Did you mean --input?',
    },
    { argv: ['run', 'a', '--json=1'], message: '--json takes no value.' },
    { argv: ['run', 'a', '--gas'], message: '--gas needs a value: --gas N.' },
    { argv: ['run', 'fixtures/contracts/Counter.json', '--gas', '-1'], message: '--gas' },
    {
      argv: ['run', 'fixtures/contracts/Counter.json', '--gas', 'x'],
      message: 'must be a whole number',
    },
    {
      argv: ['run', 'fixtures/contracts/Counter.json', '--input', 'zz'],
      message: '--input: Expected hex',
    },
    {
      argv: ['run', 'fixtures/contracts/Counter.json', '--schedule', 'free'],
      message: 'must be one of hera',
    },
    {
      argv: ['conformance', 'ewasm-stat', 'x'],
      message: 'Unknown suite ewasm-stat. Did you mean ewasm-state?',
    },
  ])('$argv ends with code 2 and says $message', async ({ argv, message }) => {
    const { code, err, out } = await gantry(...argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  it.each([
    { name: 'a file that is not there', argv: ['run', join(folder, 'absent.wasm')] },
    { name: 'a file without code', argv: ['inspect', 'package.json'] },
  ])('$name ends with code 3', async ({ argv }) => {
    expect((await gantry(...argv)).code).toBe(3)
  })
})

describe('colours', () => {
  const plain = { write: () => true }
  const terminal = { isTTY: true, write: () => true }
  it.each([
    { stdout: terminal, environment: {}, colours: true },
    { stdout: plain, environment: {}, colours: false },
    { stdout: terminal, environment: { NO_COLOR: '1' }, colours: false },
    { stdout: terminal, environment: { NO_COLOR: '' }, colours: true },
    { stdout: terminal, environment: { TERM: 'dumb' }, colours: false },
  ])('$environment, terminal $stdout.isTTY: $colours', ({ stdout, environment, colours }) => {
    const { style } = createTerminal(stdout, plain, environment)
    expect(style('red', 'x') === 'x').toBe(!colours)
  })
})

describe('inspect', () => {
  it('shows what an admitted module is made of', async () => {
    const { code, out } = await gantry('inspect', 'fixtures/contracts/Counter.json', '--json')
    const { verdict, contents } = JSON.parse(out)
    expect(code).toBe(0)
    expect(verdict).toEqual({ ok: true })
    expect(contents.imports).toContainEqual({
      name: 'ethereum.codeCopy',
      type: '(i32, i32, i32) -> ()',
    })
    expect(contents.exports).toEqual([
      { name: 'main', kind: 'func' },
      { name: 'memory', kind: 'memory' },
    ])
    expect(contents.metered.growth).toBeGreaterThan(1)
  })

  it('ends with code 1 and gives reason and place of a refusal', async () => {
    const file = join(folder, 'broken.wasm')
    writeFileSync(file, fromHex('0x0061736d01000000ff'))
    const { code, out } = await gantry('inspect', file)
    expect(code).toBe(1)
    expect(out).toMatch(/refused \(MALFORMED_MODULE, at byte \d+\)/)
  })

  it('tells arguments behind a module apart', async () => {
    const { bytecode } = JSON.parse(readFileSync('fixtures/contracts/Token.json', 'utf8'))
    const file = join(folder, 'token.hex')
    writeFileSync(file, `${bytecode}0102\n`)
    const { out } = await gantry('inspect', file, '--json')
    expect(JSON.parse(out)).toMatchObject({ argumentBytes: 2, verdict: { ok: true } })
  })
})

describe('run', () => {
  it('deploys init code and calls what it deployed', async () => {
    const { code, out } = await gantry(
      'run',
      'fixtures/contracts/Counter.json',
      '--input',
      '0xd09de08a',
      '--json',
    )
    const outcome = JSON.parse(out)
    expect({ code, status: outcome.status }).toEqual({ code: 0, status: 'success' })
    expect(Object.values(outcome.storage[0].slots)).toEqual([`0x${'1'.padStart(64, '0')}`])
    expect(outcome.logs).toHaveLength(1)
  })

  it('ends a recursion without end by the stack height, on a stack that holds it', async () => {
    const { code, out } = await gantry('run', 'fixtures/contracts/recurse-forever.json')
    expect(code).toBe(1)
    expect(out).toContain('stackOverflow')
  })

  it('gives up when the watchdog fires', async () => {
    const { code, err } = await gantry(
      'run',
      'fixtures/contracts/loop-forever.json',
      '--schedule',
      'hera',
      '--timeout',
      '1500',
    )
    expect(code).toBe(3)
    expect(err).toContain('did not finish within 1500 ms')
  })
})

describe('compile', () => {
  it('writes artifact and module', async () => {
    const { code, out } = await gantry('compile', 'contracts/basics/Counter.sol', '--out', folder)
    expect(code).toBe(0)
    expect(out).toMatch(/^Counter \(Counter\.sol\): \d+ bytes, 3 functions → /)
    const { abi, bytecode } = JSON.parse(readFileSync(join(folder, 'Counter.json'), 'utf8'))
    expect(abi).toHaveLength(4)
    expect(fromHex(bytecode)).toEqual(new Uint8Array(readFileSync(join(folder, 'Counter.wasm'))))
  })

  it('ends with code 1 and the place of a mistake', async () => {
    const file = join(folder, 'wrong.sol')
    writeFileSync(file, 'pragma solidity ^0.8.0;\ncontract C { uint x = "a"; }\n')
    const { code, err } = await gantry('compile', file)
    expect(code).toBe(1)
    expect(err).toContain('wrong.sol:2:')
  })

  it('ends with code 1 when the contract is not there', async () => {
    const { code, err } = await gantry(
      'compile',
      'contracts/basics/Counter.sol',
      '--contract',
      'Other',
    )
    expect({ code, err }).toEqual({
      code: 1,
      err: 'gantry: contracts/basics/Counter.sol has no deployable contract Other\n',
    })
  })
})

describe('conformance', () => {
  it('says what is wrong with a path, without a stack', async () => {
    const { code, err } = await gantry('conformance', 'rlp', join(folder, 'absent'))
    expect(code).toBe(3)
    expect(err).toMatch(
      /^gantry: Cannot read .*absent as test vectors: there is no such file or folder\.\n$/,
    )
  })

  it('counts passes and failures, and ends with code 1 when a case failed', async () => {
    const file = join(folder, 'rlptest.json')
    const cases = { right: { in: 'dog', out: '0x83646f67' }, wrong: { in: 'dog', out: '0x8364' } }
    writeFileSync(file, JSON.stringify(cases))
    const all = await gantry('conformance', 'rlp', file)
    expect(all.code).toBe(1)
    expect(all.out).toMatch(/1 passed, 1 failed, 0 skipped\n$/)
    const only = await gantry('conformance', 'rlp', file, '--only', 'right', '--json')
    expect(only.code).toBe(0)
    expect(JSON.parse(only.out)).toMatchObject({ suite: 'rlp', passed: 1, failed: 0, skipped: 0 })
  })
})
