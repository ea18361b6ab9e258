import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryImage, type MemoryLayout } from '../../../src/substrate-host/runtime/memory-image.ts'

const SIZE = 400_000
const STACK = 200_000
const HEAP_BASE = 210_000
const data = [
  { offset: STACK, bytes: new Uint8Array(5000).fill(1) },
  { offset: STACK + 6000, bytes: new Uint8Array(100).fill(2) },
]

function fresh(): Uint8Array {
  const memory = new Uint8Array(SIZE)
  for (const { offset, bytes } of data) memory.set(bytes, offset)
  return memory
}

function restored(layout: MemoryLayout, memory: Uint8Array, bumper: number): Uint8Array {
  new MemoryImage(layout).restore(memory, bumper)
  return memory
}

describe('MemoryImage', () => {
  it('restores what a runtime with its stack below its data has written', () => {
    const property = fc.property(
      fc.nat({ max: STACK }),
      fc.nat({ max: 100_000 }),
      fc.nat({ max: 10_000 }),
      (stackUsed, heapUsed, at) => {
        const memory = fresh()
        memory.fill(7, STACK - stackUsed, STACK)
        memory.fill(8, STACK + (at % (HEAP_BASE - STACK)), HEAP_BASE)
        memory.fill(9, HEAP_BASE, HEAP_BASE + heapUsed)
        const layout = { data, heapBase: HEAP_BASE, stackPointer: STACK }
        const after = restored(layout, memory, HEAP_BASE + heapUsed)
        expect(Buffer.compare(after, fresh())).toBe(0)
      },
    )
    fc.assert(property, { numRuns: 100 })
  })

  it('restores a stack with holes of 30 kB', () => {
    const memory = fresh()
    for (let end = STACK; end > 0; end -= 30_000) memory.fill(7, Math.max(0, end - 8), end)
    const layout = { data, heapBase: HEAP_BASE, stackPointer: STACK }
    expect(Buffer.compare(restored(layout, memory, HEAP_BASE), fresh())).toBe(0)
  })

  it.each([
    {
      what: 'without a stack pointer',
      layout: { data, heapBase: HEAP_BASE, stackPointer: undefined },
    },
    {
      what: 'with its stack elsewhere',
      layout: { data, heapBase: HEAP_BASE, stackPointer: 300_000 },
    },
    {
      what: 'with data on its heap',
      layout: { data, heapBase: STACK + 5500, stackPointer: STACK },
    },
  ])('restores all memory of a runtime $what', ({ layout }) => {
    const memory = new Uint8Array(SIZE).fill(7)
    expect(Buffer.compare(restored(layout, memory, HEAP_BASE), fresh())).toBe(0)
  })

  it('restores all memory of a runtime without data', () => {
    const layout = { data: [], heapBase: 1024, stackPointer: 1024 }
    expect(restored(layout, new Uint8Array(SIZE).fill(7), 1024).every((byte) => byte === 0)).toBe(
      true,
    )
  })
})
