import { expect, it } from 'vitest'
import { Turns } from '../../../devnet/node/turns.ts'

it('runs one task at a time, in order, past failures', async () => {
  const turns = new Turns()
  const seen: string[] = []
  const task = (name: string, ms: number) => async () => {
    seen.push(`${name} starts`)
    await new Promise((resolve) => setTimeout(resolve, ms))
    seen.push(`${name} ends`)
    if (name === 'b') throw new Error('b fails')
    return name
  }
  const results = await Promise.allSettled([
    turns.run(task('a', 20)),
    turns.run(task('b', 5)),
    turns.run(task('c', 1)),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends'])
})
