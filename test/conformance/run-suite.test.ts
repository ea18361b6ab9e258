import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSuite, type SuiteProgress } from '../../src/conformance/run-suite.ts'
import type { Suite } from '../../src/conformance/suite.ts'
import { resultLines } from '../../src/conformance/suite-result.ts'
import { UnknownVectorError } from '../../src/conformance/unknown-vector-error.ts'
import { readVectorObject } from '../../src/conformance/vector-json.ts'

/** Each case of a file is its name and the verdict it asks for. */
const echo: Suite = {
  name: 'echo',
  summary: 'Reports what the file says.',
  accepts: (path) => path.endsWith('.json'),
  run(path, report) {
    for (const [name, verdict] of Object.entries(readVectorObject(path))) {
      if (verdict === 'skip') report.skip(name, 'asked to')
      else if (verdict === 'throw')
        report.check(name, () => {
          throw new RangeError('out of range')
        })
      else report.check(name, () => (verdict === 'pass' ? undefined : 'asked to fail'))
    }
  },
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-suite-'))
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true })
  mkdirSync(join(folder, 'none'))
  writeFileSync(join(folder, 'b.json'), '{"one":"pass","two":"fail","three":"skip","four":"throw"}')
  writeFileSync(join(folder, 'deep', 'er', 'a.json'), '{"five":"pass","six":"skip"}')
  writeFileSync(join(folder, 'notes.txt'), 'not a vector')
  writeFileSync(join(folder, 'none', 'notes.txt'), 'not a vector')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('runSuite', () => {
  it('walks folders, counts every case once and ends with the summary line', async () => {
    const result = await runSuite(echo, [folder])
    expect(result).toMatchObject({ suite: 'echo', files: 2, passed: 2, failed: 2, skipped: 2 })
    expect(result.skips).toEqual([{ reason: 'asked to', count: 2 }])
    expect(resultLines(result)).toEqual([
      `FAIL ${join(folder, 'b.json')} two: asked to fail`,
      `FAIL ${join(folder, 'b.json')} four: threw RangeError: out of range`,
      'SKIP 2 × asked to',
      '2 passed, 2 failed, 2 skipped',
    ])
  })

  it('tells its progress after every file', async () => {
    const seen: SuiteProgress[] = []
    await runSuite(echo, [folder], { onProgress: (progress) => seen.push(progress) })
    expect(seen.map(({ filesDone, filesTotal }) => [filesDone, filesTotal])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(seen.at(-1)).toMatchObject({ passed: 2, failed: 2, skipped: 2 })
  })

  it.each(['[]', '{', '{}'])(
    'a file that holds %s fails and does not stop the run',
    async (text) => {
      const path = join(folder, 'none', 'odd')
      writeFileSync(path, text)
      const result = await runSuite(echo, [path, join(folder, 'deep')])
      expect(result).toMatchObject({ passed: 1, failed: 1, skipped: 1 })
      rmSync(path)
    },
  )

  it('refuses a path that does not exist and a folder without vectors', async () => {
    await expect(runSuite(echo, [join(folder, 'missing')])).rejects.toThrow(UnknownVectorError)
    await expect(runSuite(echo, [join(folder, 'none')])).rejects.toThrow('no file of the echo')
  })
})
