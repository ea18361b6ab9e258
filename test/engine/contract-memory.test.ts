import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractMemory } from '../../src/engine/contract-memory.ts'
import { haltStatus } from '../../src/engine/halt.ts'
import { type StatusCode, statusCode } from '../../src/engine/status-code.ts'

const PAGE = 65_536
const offsets = fc.oneof(
  fc.nat(2 * PAGE),
  fc.integer({ min: PAGE - 40, max: PAGE + 40 }),
  fc.constantFrom(0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
)

function onePage(): ContractMemory {
  return new ContractMemory(new WebAssembly.Memory({ initial: 1 }))
}

/** The status that `action` halts with, or undefined when it returns. */
function statusOf(action: () => unknown): StatusCode | undefined {
  try {
    action()
    return undefined
  } catch (thrown) {
    return haltStatus(thrown)
  }
}

describe('ContractMemory', () => {
  it('lets a range through exactly when it is inside', () => {
    const memory = onePage()
    fc.assert(
      fc.property(offsets, offsets, (offset, length) => {
        const inside = offset + length <= PAGE
        const expected = inside ? undefined : statusCode.invalidMemoryAccess
        expect(statusOf(() => memory.check(offset, length))).toBe(expected)
        expect(statusOf(() => memory.read(offset, length))).toBe(expected)
      }),
    )
  })

  it('sees memory that grew, and what it held', () => {
    const wasm = new WebAssembly.Memory({ initial: 0, maximum: 2 })
    const memory = new ContractMemory(wasm)
    expect(statusOf(() => memory.check(0, 1))).toBe(statusCode.invalidMemoryAccess)
    wasm.grow(1)
    memory.write(PAGE - 1, Uint8Array.of(7))
    wasm.grow(1)
    expect(memory.size).toBe(2 * PAGE)
    expect([...memory.read(PAGE - 1, 2)]).toEqual([7, 0])
    memory.writeU128(PAGE, 5n)
    expect(memory.readU128(PAGE)).toBe(5n)
  })

  it('writes u128 as 16 little-endian bytes', () => {
    const memory = onePage()
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 128n) - 1n), fc.nat(PAGE - 16), (value, offset) => {
        memory.writeU128(offset, value)
        const hex = Buffer.from(memory.read(offset, 16).reverse()).toString('hex')
        expect(BigInt(`0x${hex}`)).toBe(value)
        expect(memory.readU128(offset)).toBe(value)
      }),
    )
  })

  it('halts for values beyond 128 bits before it looks at the offset', () => {
    const memory = onePage()
    expect(statusOf(() => memory.writeU128(PAGE, 1n << 128n))).toBe(statusCode.argumentOutOfRange)
    expect(statusOf(() => memory.writeU128(PAGE - 15, 1n))).toBe(statusCode.invalidMemoryAccess)
  })

  it('copies in only what the source holds', () => {
    const memory = onePage()
    const source = Uint8Array.of(1, 2, 3)
    memory.copyIn(source, 1, 10, 2)
    expect([...memory.read(9, 4)]).toEqual([0, 2, 3, 0])
    expect(statusOf(() => memory.copyIn(source, 2, 10, 2))).toBe(statusCode.invalidMemoryAccess)
    expect(statusOf(() => memory.copyIn(source, 4, 10, 0))).toBe(statusCode.invalidMemoryAccess)
  })

  it('reverses words', () => {
    const memory = onePage()
    memory.writeReversed(4, Uint8Array.of(1, 2, 3))
    expect([...memory.read(3, 5)]).toEqual([0, 3, 2, 1, 0])
  })
})
