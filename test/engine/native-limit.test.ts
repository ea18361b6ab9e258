import { expect, it } from 'vitest'
import { EngineError } from '../../src/engine/engine-error.ts'
import { toEngineError } from '../../src/engine/native-limit.ts'

it('lets an engine error be', () => {
  const error = new EngineError('Broken.')
  expect(toEngineError(error)).toBe(error)
})

it('wraps an exhausted native stack', () => {
  const recurse = (): number => 1 + recurse()
  let thrown: unknown
  try {
    recurse()
  } catch (error) {
    thrown = error
  }
  const error = toEngineError(thrown)
  expect(error.code).toBe('ENGINE_FAILURE')
  expect(error.cause).toBe(thrown)
  expect(error.message).toContain('limit of this machine')
})

it.each([new TypeError('a bug'), 'text'])('wraps %s as a failure of the engine', (thrown) => {
  expect(toEngineError(thrown)).toMatchObject({
    cause: thrown,
    shortMessage: expect.stringContaining('failed'),
  })
})
