import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'

const docs = join(import.meta.dirname, '../../docs/ethereumjs.md')
const example = join(import.meta.dirname, 'example.ts')

it('the example of the docs is this file', () => {
  const [, block] = /```ts\n(.*?)```/s.exec(readFileSync(docs, 'utf8')) ?? []
  const source = readFileSync(example, 'utf8')
  expect(block).toBe(source.replace('../../src/ethereumjs-adapter/index.ts', 'gantry/ethereumjs'))
})

it('prints what the docs say', async () => {
  const lines: unknown[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line))
  await import('./example.ts')
  log.mockRestore()
  expect(lines).toEqual(['43111 gas, the counter is at 1', { own: 1, theirs: 0 }])
})
