import { expect, it } from 'vitest'
import { lazyVm } from '../../src/engine/lazy-vm.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import type { Vm } from '../../src/engine/vm.ts'

it('makes its Vm once, for the first code', () => {
  const result = {
    statusCode: statusCode.success,
    gasLeft: 1n,
    gasRefund: 0n,
    output: new Uint8Array(),
  }
  let made = 0
  const vm = lazyVm((): Vm => {
    made++
    return { execute: () => result, refuseDeployment: (revision) => `not in ${revision}` }
  })
  expect(made).toBe(0)
  expect(vm.refuseDeployment('berlin', new Uint8Array())).toBe('not in berlin')
  expect(vm.execute({} as never, 'berlin', {} as never, {} as never)).toBe(result)
  expect(made).toBe(1)
})

it('tries again where making it failed', () => {
  let tries = 0
  const vm = lazyVm(() => {
    if (++tries === 1) throw new Error('not yet')
    return { execute: () => undefined as never, refuseDeployment: () => undefined }
  })
  expect(() => vm.refuseDeployment('berlin', new Uint8Array())).toThrow('not yet')
  expect(vm.refuseDeployment('berlin', new Uint8Array())).toBeUndefined()
})
