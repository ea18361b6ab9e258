import { describe, expect, it } from 'vitest'
import { InstancePool } from '../../src/engine/instance-pool.ts'
import { ewasmCompiler } from '../../src/ewasm-eei/ewasm-compiler.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { ewasmProfile } from '../../src/wasm/contract-profile.ts'
import { type ContractParts, ewasmContract } from '../ewasm-eei/ewasm-contract.ts'

/** A pool of the contract's instances, and the sizes it told. */
function poolOf(parts: ContractParts) {
  const { translate } = ewasmCompiler({
    profile: ewasmProfile,
    schedule: gasSchedules.hera,
    strategy: 'fast',
    imports: {},
  })
  const translation = translate(ewasmContract(parts))
  if (!translation.ok) throw new Error(translation.reason)
  const sizes: number[] = []
  const module = new WebAssembly.Module(translation.module as Uint8Array<ArrayBuffer>)
  return { pool: new InstancePool(module, {}, (bytes) => sizes.push(bytes)), sizes }
}

describe('InstancePool', () => {
  it('hands out an instance again only after it came back', () => {
    const { pool } = poolOf({ main: '' })
    const first = pool.acquire()
    const second = pool.acquire()
    expect(second).not.toBe(first)
    pool.release(first)
    expect(pool.acquire()).toBe(first)
  })

  it('clears what came back', () => {
    const { pool } = poolOf({ main: '(i32.store (i32.const 100) (i32.const -1))' })
    const instance = pool.acquire()
    instance.main()
    expect(instance.memory.bytes[100]).toBe(255)
    pool.release(instance)
    expect(pool.acquire().memory.bytes.every((byte) => byte === 0)).toBe(true)
  })

  it('tells what idle instances hold when it is more than before', () => {
    const { pool, sizes } = poolOf({ main: '', memory: '2' })
    const [first, second] = [pool.acquire(), pool.acquire()]
    pool.release(first)
    pool.release(second)
    pool.release(pool.acquire())
    expect(sizes).toEqual([131_072, 262_144])
  })

  it('keeps no more than 64 instances', () => {
    const { pool, sizes } = poolOf({ main: '' })
    const instances = Array.from({ length: 70 }, () => pool.acquire())
    for (const instance of instances) pool.release(instance)
    expect(sizes.at(-1)).toBe(64 * 65_536)
  })

  it.each([
    { title: 'grew', parts: { main: '(drop (memory.grow (i32.const 1)))' } },
    { title: 'is large', parts: { main: '', memory: '33' } },
  ])('drops an instance whose memory $title', ({ parts }) => {
    const { pool, sizes } = poolOf(parts)
    const instance = pool.acquire()
    instance.main()
    pool.release(instance)
    expect(pool.acquire()).not.toBe(instance)
    expect(sizes).toEqual([])
  })
})
