import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withLargeStack } from '../../src/engine/large-stack.ts'
import { outcomeDifferences } from '../../src/paranoid/outcome-differences.ts'
import { engineNames } from './compare-engines.ts'
import type { FuzzSummary } from './fuzz-loop.ts'
import { generateCase } from './generate-case.ts'
import { shrinkCase } from './shrink-case.ts'

const PROGRAMS = Number(process.env['GANTRY_FUZZ_PROGRAMS'] ?? 150)

function inThread(file: string, exportName: string, argument: unknown): Promise<unknown> {
  const module = new URL(`./${file}.ts`, import.meta.url)
  return withLargeStack({ module, exportName, argument })
}

it('all engines agree on random programs', { timeout: 600_000 }, async () => {
  const options = {
    engines: engineNames,
    seed: 20261122,
    from: 0,
    programs: PROGRAMS,
    out: 'fuzz-findings',
    maxFindings: 1,
  }
  const { findings, statuses, programs } = (await inThread(
    'fuzz-loop',
    'fuzz',
    options,
  )) as FuzzSummary
  expect(findings).toEqual([])
  expect(programs).toBe(PROGRAMS)
  // Programs that only fail would compare little.
  expect(statuses['success']).toBeGreaterThan(PROGRAMS / 5)
})

const found = join(import.meta.dirname, 'found')
/** Each of these once made engines differ; its name says over what. */
const cases = readdirSync(found).filter((file) => file.endsWith('.json'))
if (cases.length === 0) console.info('SKIPPED: no difference has been found yet, nothing to replay')
describe.runIf(cases.length > 0)('what once differed', () => {
  it.each(cases)('%s', { timeout: 60_000 }, async (file) => {
    const replay = { file: join(found, file), engines: engineNames }
    expect(await inThread('replay-case', 'replayCase', replay)).toMatchObject({ differences: [] })
  })
})

describe('the harness', () => {
  it('makes the same case from the same seed', () => {
    expect(generateCase(5, 17)).toEqual(generateCase(5, 17))
    expect(generateCase(5, 17)).not.toEqual(generateCase(6, 17))
  })

  it('names every field that differs', () => {
    const left = { status: 'success', accounts: { a: { nonce: '1', storage: { '0x1': '0x2' } } } }
    const right = { status: 'success', accounts: { a: { nonce: '2', storage: {} } } }
    expect(outcomeDifferences(left, right)).toEqual([
      'accounts.a.nonce: 1 ≠ 2',
      'accounts.a.storage.0x1: 0x2 ≠ nothing',
    ])
  })

  it('shrinks a case to what makes it fail', async () => {
    const fuzzCase = generateCase(1, 3)
    const [contract] = fuzzCase.contracts
    if (contract === undefined) throw new Error('no contract')
    const failing = {
      ...fuzzCase,
      contracts: [{ ...contract, code: `0x${'60016002'.repeat(8)}fe${'00'.repeat(40)}` }],
    }
    const shrunk = await shrinkCase(
      failing,
      async ({ contracts }) => contracts[0]?.code.includes('fe') ?? false,
    )
    expect(shrunk).toMatchObject({ input: '0x', value: '0' })
    expect(shrunk.contracts[0]?.code).toMatch(/^0x(?:5b)*fe$/)
  })
})
