import { describe, expect, it } from 'vitest'
import { EngineError } from '../../src/engine/engine-error.ts'
import { withLargeStack } from '../../src/engine/large-stack.ts'

const tasks = new URL('./fixtures/tasks.ts', import.meta.url)

describe('withLargeStack', () => {
  it('gives back what the function returns', async () => {
    expect(await withLargeStack({ module: tasks, exportName: 'double', argument: 21 })).toBe(42)
  })

  it('has a stack for a recursion that no other thread could hold', async () => {
    const depth = 500_000 // 50 MB; the main thread holds about 10,000
    expect(await withLargeStack({ module: tasks, exportName: 'recurse', argument: depth })).toBe(
      depth,
    )
  })

  it('throws what the function threw, with its fields', async () => {
    await expect(withLargeStack({ module: tasks, exportName: 'fail' })).rejects.toMatchObject({
      name: 'TaskError',
      message: 'The task failed.',
      code: 'TASK',
      count: 3,
    })
  })

  it('refuses what is not a function', async () => {
    await expect(withLargeStack({ module: tasks, exportName: 'notAFunction' })).rejects.toThrow(
      TypeError,
    )
  })

  it('stops an endless loop after the timeout', async () => {
    const endless = withLargeStack({ module: tasks, exportName: 'loop' }, { timeoutMs: 300 })
    await expect(endless).rejects.toThrow(EngineError)
    await expect(endless).rejects.toThrow('within 300 ms')
  })

  it('stops at the signal', async () => {
    const controller = new AbortController()
    const endless = withLargeStack(
      { module: tasks, exportName: 'loop' },
      { signal: controller.signal },
    )
    setTimeout(() => controller.abort(), 100)
    await expect(endless).rejects.toThrow('was stopped')
  })

  it('reports a thread that leaves', async () => {
    const left = withLargeStack({ module: tasks, exportName: 'leave' })
    await expect(left).rejects.toThrow('Exit code: 3')
  })
})
