import { beforeAll, describe, expect, it } from 'vitest'
import { childRootKey } from '../../../src/substrate-host/overlay/child-storage-key.ts'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { row } from '../lab/lab-operations.ts'
import { Lab } from '../lab/run-lab.ts'
import { MapStorage, name } from '../map-storage.ts'

const CHILD = Uint8Array.of(9)
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))
const hex = (parts: readonly Uint8Array[]): string[] => parts.map(name)

const GET = 'ext_storage_get_version_1'
const SET = 'ext_storage_set_version_1'
const READ = 'ext_storage_read_version_1'
const CLEAR_3 = 'ext_storage_clear_prefix_version_3'
const CHILD_READ = 'ext_default_child_storage_read_version_1'
const KILL_4 = 'ext_default_child_storage_storage_kill_version_4'
const CHANGES_ROOT = 'ext_storage_changes_root_version_1'

/** What smoldot does not have, or does otherwise than sp-io: the rest is in differential/storage-lab.test.ts. */
describe('host functions of the storage', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await Lab.of([
      row(GET, 'a', 'sized'),
      row(SET, 'a b', undefined),
      row(READ, 'a out #b', 'sized'),
      row(CLEAR_3, 'a b c', 'sized'),
      row(CHILD_READ, 'a b out #c', 'sized'),
      row(KILL_4, 'a b c', 'sized'),
      row(CHANGES_ROOT, 'a', 'sized'),
    ])
  })

  function overlayOf(top: readonly string[], inChild: readonly string[] = []): Overlay {
    const entries = (keys: readonly string[]) =>
      new Map(keys.map((key) => [name(bytes(key)), bytes(key)]))
    const state = new MapStorage(entries(top), new Map([[name(CHILD), entries(inChild)]]))
    return new Overlay(state, state)
  }

  it.each([
    { offset: 0, result: '0106000000', read: bytes('abcdef') },
    { offset: 4, result: '0102000000', read: bytes('ef') },
    { offset: 6, result: '0100000000', read: bytes('') },
    { offset: 200, result: '0100000000', read: bytes('') },
  ])('reads from offset $offset what is there', ({ offset, result, read }) => {
    const buffer = new Uint8Array(8)
    buffer.set(read)
    const overlay = overlayOf(['abcdef'], ['abcdef'])
    const b = Uint8Array.of(offset)
    const inState = lab.run([{ name: READ, a: bytes('abcdef'), b }], { overlay })
    expect(hex(inState)).toEqual([result, name(buffer)])
    const inChild = lab.run([{ name: CHILD_READ, a: CHILD, b: bytes('abcdef'), c: b }], { overlay })
    expect(hex(inChild)).toEqual([result, name(buffer)])
  })

  it('reads no more than goes in, and says how much there is', () => {
    const overlay = overlayOf(['abcdefghijkl'])
    const steps = [{ name: READ, a: bytes('abcdefghijkl'), b: Uint8Array.of(1) }]
    expect(hex(lab.run(steps, { overlay }))).toEqual(['010b000000', name(bytes('bcdefghi'))])
  })

  it('removes by prefix with a cursor (version 3), and gives it with three counts', () => {
    const overlay = overlayOf(['p1', 'p2', 'p3'])
    overlay.set(bytes('p0'), bytes('only here'))
    const two = Uint8Array.of(1, 2, 0, 0, 0)
    const [first = bytes('')] = lab.run(
      [{ name: CLEAR_3, a: bytes('p'), b: two, c: Uint8Array.of(0) }],
      { overlay },
    )
    expect(name(first)).toBe(`0108${name(bytes('p3'))}020000000300000002000000`)
    const cursor = first.subarray(0, 4)
    const rest = lab.run([{ name: CLEAR_3, a: bytes('p'), b: two, c: cursor }], { overlay })
    expect(hex(rest)).toEqual(['00010000000100000001000000'])
    expect(overlay.nextKey(bytes(''))).toBeUndefined()
  })

  it('kills child tries with a cursor (version 4)', () => {
    const overlay = overlayOf([], ['a', 'b', 'c'])
    const one = Uint8Array.of(1, 1, 0, 0, 0)
    const steps = [{ name: KILL_4, a: CHILD, b: one, c: Uint8Array.of(0) }]
    expect(hex(lab.run(steps, { overlay }))).toEqual([
      `0104${name(bytes('b'))}010000000100000001000000`,
    ])
    expect(overlay.childNextKey(CHILD, bytes(''))).toEqual(bytes('b'))
  })

  it('does not let a runtime write where roots of child tries are', () => {
    const overlay = overlayOf([])
    const root = childRootKey(CHILD)
    lab.run([{ name: SET, a: root, b: bytes('forged') }], { overlay })
    expect(overlay.get(root)).toBeUndefined()
    expect(overlay.changes().top).toEqual([])
  })

  it('has no root of changes any more', () => {
    expect(
      hex(lab.run([{ name: CHANGES_ROOT, a: bytes('') }], { overlay: overlayOf([]) })),
    ).toEqual(['00'])
  })
})
