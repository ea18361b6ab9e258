import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

interface Report {
  readonly imported: number
  readonly times: readonly number[]
  readonly recursion: string
  readonly packages: readonly string[]
}

const script = new URL('./fixtures/fresh-process.ts', import.meta.url).pathname

async function report(depth: number, ...flags: readonly string[]): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    ...['--import', 'tsx', script, String(depth)],
  ])
  return JSON.parse(stdout) as Report
}

it('loads no package that a plain contract does not need, and answers within 50 ms once warm', async () => {
  const { packages, times, recursion } = await report(10)
  for (const heavy of ['level', 'mcl-wasm', 'secp256k1', 'solc'])
    expect(packages).not.toContain(heavy)
  expect(recursion).toBe('10')
  expect(Math.min(...times.slice(1))).toBeLessThan(50)
})

// The main thread has 8 MiB; V8 uses less than one of them unless told.
it('holds 1024 nested calls with --stack-size, and says what is missing without', async () => {
  expect((await report(1023, '--stack-size=6000')).recursion).toBe('1023')
  expect((await report(1023)).recursion).toBe('ENGINE_FAILURE')
})
