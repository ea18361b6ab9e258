import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startsWith } from '../../src/primitives/starts-with.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytes = fc.uint8Array({ maxLength: 4, max: 2 })

describe('startsWith', () => {
  it('says of bytes what String.startsWith says of their hex', () => {
    fc.assert(
      fc.property(bytes, bytes, (whole, prefix) => {
        expect(startsWith(whole, prefix)).toBe(hex(whole).startsWith(hex(prefix)))
      }),
    )
  })
})
