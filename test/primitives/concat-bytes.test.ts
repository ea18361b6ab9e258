import { expect, it } from 'vitest'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'

it('joins none, one and several parts', () => {
  expect(concatBytes([])).toEqual(new Uint8Array())
  expect(concatBytes([Uint8Array.of(1, 2)])).toEqual(Uint8Array.of(1, 2))
  expect(concatBytes([Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3)])).toEqual(
    Uint8Array.of(1, 2, 3),
  )
})
