import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AllocationError } from '../../../src/substrate-host/runtime/allocation-error.ts'
import { FreeingBumpAllocator } from '../../../src/substrate-host/runtime/freeing-bump-allocator.ts'
import { GuestMemory } from '../../../src/substrate-host/runtime/guest-memory.ts'

function allocator(
  heapBase: number,
  maxPages = 2000,
): { heap: FreeingBumpAllocator; memory: GuestMemory } {
  const memory = new GuestMemory(new WebAssembly.Memory({ initial: 1 }))
  return { heap: new FreeingBumpAllocator(memory, heapBase, maxPages), memory }
}

function faultOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof AllocationError) return error.fault
    throw error
  }
  return 'none'
}

describe('FreeingBumpAllocator', () => {
  it('begins at the next multiple of 8 and puts a header of 8 bytes before each allocation', () => {
    expect(allocator(0).heap.allocate(1)).toBe(8)
    expect(allocator(13).heap.allocate(1)).toBe(24)
  })

  // biome-ignore format: table
  it.each([
    { size: 0,  room: 8 },
    { size: 8,  room: 8 },
    { size: 9,  room: 16 },
    { size: 16, room: 16 },
    { size: 17, room: 32 },
    { size: 4097, room: 8192 },
    { size: 2 ** 25, room: 2 ** 25 },
  ])('gives $room bytes for $size', ({ size, room }) => {
    const { heap } = allocator(0)
    const first = heap.allocate(size)
    expect(heap.allocate(1) - first).toBe(room + 8)
  })

  it('writes the headers of sc-allocator: the order and a mark, or the next free header', () => {
    const { heap, memory } = allocator(0)
    const [first, second] = [heap.allocate(100), heap.allocate(100)]
    const word = (at: number): number[] => [
      memory.data.getUint32(at, true),
      memory.data.getUint32(at + 4, true),
    ]
    expect(word(first - 8)).toEqual([4, 1])
    heap.free(first)
    expect(word(first - 8)).toEqual([0xffff_ffff, 0])
    heap.free(second)
    expect(word(second - 8)).toEqual([first - 8, 0])
  })

  it('gives back what was freed last of that size first', () => {
    const { heap } = allocator(0)
    const pointers = [heap.allocate(20), heap.allocate(20), heap.allocate(20)]
    for (const pointer of pointers) heap.free(pointer)
    expect([heap.allocate(30), heap.allocate(17), heap.allocate(32)]).toEqual(pointers.toReversed())
  })

  it('does what lists of free pointers do', () => {
    const step = fc.record({ size: fc.integer({ min: 0, max: 70_000 }), free: fc.nat({ max: 50 }) })
    const property = fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const { heap } = allocator(24)
      let end = 24
      const free = new Map<number, number[]>()
      const taken: { pointer: number; room: number }[] = []
      for (const { size, free: which } of steps) {
        const room = Math.max(8, 2 ** Math.ceil(Math.log2(Math.max(size, 1))))
        const expected = free.get(room)?.pop() ?? end + 8
        if (expected === end + 8) end += room + 8
        expect(heap.allocate(size)).toBe(expected)
        taken.push({ pointer: expected, room })
        const [freed] = which < taken.length ? taken.splice(which, 1) : []
        if (freed === undefined) continue
        heap.free(freed.pointer)
        free.set(freed.room, [...(free.get(freed.room) ?? []), freed.pointer])
      }
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('takes the offset that the runtime keeps in a header for no part of it', () => {
    const { heap, memory } = allocator(0)
    const pointer = heap.allocate(8)
    memory.data.setUint16(pointer - 2, 0xffff, true)
    heap.free(pointer)
    expect(heap.allocate(8)).toBe(pointer)
  })

  it('says what is wrong', () => {
    const { heap, memory } = allocator(0, 2)
    expect(faultOf(() => heap.allocate(2 ** 25 + 1))).toBe('requestTooLarge')
    expect(faultOf(() => heap.allocate(131_072))).toBe('outOfSpace')
    expect(faultOf(() => heap.free(4))).toBe('headerOutOfBounds')
    expect(faultOf(() => heap.free(0xffff_fff0))).toBe('headerOutOfBounds')
    expect(faultOf(() => heap.free(64))).toBe('notAllocated')
    const pointer = heap.allocate(8)
    heap.free(pointer)
    expect(faultOf(() => heap.free(pointer))).toBe('notAllocated')
    memory.data.setInt32(pointer - 4, 1, true)
    expect(faultOf(() => heap.allocate(8))).toBe('freeListDamaged')
  })
})
