import { expect, it } from 'vitest'
import { withLargeStack } from '../../src/engine/large-stack.ts'
import { beforeContracts, withoutContracts } from '../../src/primitives/compilation-gate.ts'

const module = new URL('./fixtures/gate-thread.ts', import.meta.url)

// One after the other: the gate is the process's, and it is shut for good in the end.
it('contracts wait for the kernel of another thread, and kernels know of contracts', {
  timeout: 60_000,
}, async () => {
  expect(withoutContracts(() => 7)).toBe(7)
  expect(await withLargeStack({ module, exportName: 'isOpen' })).toBe(true)

  const signal = new Int32Array(new SharedArrayBuffer(4))
  const argument = { signal, ms: 300 }
  const over = withLargeStack({ module, exportName: 'holdGate', argument })
  while (Atomics.load(signal, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  beforeContracts()
  const now = performance.timeOrigin + performance.now()
  expect(now).toBeGreaterThanOrEqual(Number(await over))

  expect(withoutContracts(() => 7)).toBeUndefined()
  expect(await withLargeStack({ module, exportName: 'isOpen' })).toBe(false)
})
