import { describe, expect, it } from 'vitest'
import { instructionSet } from '../../../../src/evm/compiler/instruction-set.ts'
import {
  type MemorySizes,
  memorySizes,
} from '../../../../src/evm/compiler/lowering/memory-sizes.ts'
import { blockEffects } from '../../../../src/evm/compiler/recovery/block-effects.ts'
import { codeBlocks } from '../../../../src/evm/compiler/recovery/code-blocks.ts'
import { recover } from '../../../../src/evm/compiler/recovery/recover.ts'

/** The sizes, and for each place of a procedure the byte of the code where it begins. */
function sizesOf(hex: string): MemorySizes & { at(procedure: number): Record<string, number> } {
  const blocks = codeBlocks(Uint8Array.from(Buffer.from(hex, 'hex')), instructionSet('osaka'))
  const result = recover(blocks, blockEffects(blocks))
  if (!result.ok) throw new Error('the jumps of this code are known')
  const { procedures } = result.flow
  const sizes = memorySizes(result.flow)
  const at = (procedure: number): Record<string, number> =>
    Object.fromEntries(
      (procedures[procedure]?.places ?? []).map(({ block, index }) => [
        (blocks.start[block] as number).toString(16),
        sizes.places[procedure]?.[index] ?? -1,
      ]),
    )
  return { ...sizes, at }
}

describe('memorySizes', () => {
  it('takes the least over all ways to a place', () => {
    // 00: if input goto 0b; 06: mstore(0x20, 0), which goes on; 0b: stop.
    expect(sizesOf('600035600b575f6020525b00').at(0)).toMatchObject({ 0: 0, 6: 0 })
    // Both ways have stored: one up to 0x40, one up to 0x60.
    const both = '5f602052' + '5f35600d57' + '5f604052' + '5b00'
    expect(sizesOf(both).at(0)).toEqual({ 0: 0, 9: 0x40, d: 0x40 })
  })

  it('keeps what was accessible before a loop, and not what the loop makes so, at its start', () => {
    // 00: mstore(0, 0); 03: jumpdest; mstore(0x40, 0); if input goto 03
    expect(sizesOf('5f5f525b5f6040525f35600357').at(0)).toMatchObject({ 3: 0x20, d: 0x60 })
  })

  it('knows what a procedure leaves to all its callers', () => {
    const body = `600101${'600101'.repeat(20)}5f608052`
    // Two calls of 0x11 with the return address and a word.
    const sizes = sizesOf(`600760056011565b600f60056011565b005b${body}9056`)
    expect(sizes.at(0)).toMatchObject({ 0: 0, 7: 0xa0, f: 0xa0 })
    expect(sizes.at(1)).toMatchObject({ 11: 0 })
    expect(sizes.returns[1]).toBe(0xa0)
  })
})
