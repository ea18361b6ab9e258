import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { CodeCache } from '../../../src/engine/code-cache.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import type { PromotionRule } from '../../../src/evm/tiers/promotion.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { straightLine } from '../compiler/effects/straight-line.ts'
import { code, push } from '../evm-code.ts'
import { messageRunner, type RunCode, runEvm } from '../run-evm.ts'

const translator = {
  translate: straightLine,
  module: new URL('../compiler/effects/straight-line.ts', import.meta.url).href,
  exportName: 'straightLine',
}
/** Returns the sum of two words of input. */
const sum = code(
  ...(['PUSH0', 'CALLDATALOAD', 'PUSH1', 32, 'CALLDATALOAD', 'ADD', 'PUSH0', 'MSTORE'] as const),
  ...(['PUSH1', 32, 'PUSH0', 'RETURN'] as const),
)
const input = Uint8Array.from([...toBytes32(40n), ...toBytes32(2n)])
const never: PromotionRule = { messages: 2 ** 30, gasPerByte: 2 ** 30, deployed: 'wait' }
const directory = mkdtempSync(join(tmpdir(), 'gantry-tiers-'))
afterAll(() => rmSync(directory, { recursive: true }))

interface Subject {
  readonly run: RunCode
  readonly cache: CodeCache
}

function subject(promotion: Partial<PromotionRule>, onDisk?: 'onDisk'): Subject {
  const cache = new CodeCache(onDisk && { directory })
  const rule = { ...never, ...promotion }
  const vm = createEvmVm({
    tier: 'auto',
    cache,
    promotion: rule,
    translator,
  })
  return { run: messageRunner(vm), cache }
}

/** Runs the code until it is compiled; every result is the first tier's. */
async function runUntilCompiled({ run, cache }: Subject, bytes: Uint8Array): Promise<void> {
  const expected = runEvm(bytes, 'osaka', { input })
  for (let attempt = 0; attempt < 600; attempt++) {
    expect(run(bytes, 'osaka', { input })).toEqual(expected)
    if (cache.statistics.memory.entries > 0) {
      expect(run(bytes, 'osaka', { input })).toEqual(expected)
      expect(cache.statistics.memory.hits).toBeGreaterThan(0)
      return
    }
    await setTimeout(50)
  }
  expect.fail('It was not compiled.')
}

describe('code moves up', () => {
  it('after as many messages as the rule says', async () => {
    await runUntilCompiled(subject({ messages: 3 }), sum)
  }, 60_000)

  it('after as much gas as the rule says', async () => {
    await runUntilCompiled(subject({ gasPerByte: 0.1 }), sum)
  }, 60_000)

  it('when it is deployed, if the rule says so', async () => {
    const { run, cache } = subject({ deployed: 'compile' })
    // Init code that returns the contract, which is the tail of it.
    const head = 10
    const init = code(
      ...(['PUSH1', sum.length, 'PUSH1', head, 'PUSH0', 'CODECOPY'] as const),
      ...(['PUSH1', sum.length, 'PUSH0', 'RETURN', sum] as const),
    )
    expect(init.subarray(head)).toEqual(sum)
    const created = run(code('STOP'), 'osaka', { kind: 'create', input: init })
    expect(created.statusCode).toBe(statusCode.success)
    await runUntilCompiled({ run, cache }, sum)
  }, 60_000)

  it('and stays on the first tier when the compiler refuses it', async () => {
    const loop = code('PUSH1', 3, 'JUMP', 'JUMPDEST', push(7n), 'PUSH0', 'MSTORE', 'STOP')
    await runUntilCompiled(subject({ messages: 1 }), loop)
  }, 60_000)
})

describe('modules on disk', () => {
  it('are found by the next process, and made again when they are damaged', async () => {
    await runUntilCompiled(subject({ messages: 1 }, 'onDisk'), sum)
    const [file = ''] = readdirSync(directory)
    const path = join(directory, file)
    const whole = readFileSync(path)
    await runUntilCompiled(subject({ messages: 1 }, 'onDisk'), sum)
    expect(readFileSync(path)).toEqual(whole)

    const damaged = Buffer.from(whole)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    writeFileSync(path, damaged)
    await runUntilCompiled(subject({ messages: 1 }, 'onDisk'), sum)
    expect(readFileSync(path)).toEqual(whole)
  }, 60_000)
})
