import { describe, expect, it } from 'vitest'
import { instructionSet } from '../../../../src/evm/compiler/instruction-set.ts'
import { blockEffects } from '../../../../src/evm/compiler/recovery/block-effects.ts'
import { codeBlocks } from '../../../../src/evm/compiler/recovery/code-blocks.ts'
import { recover } from '../../../../src/evm/compiler/recovery/recover.ts'

function recovered(hex: string): ReturnType<typeof recover> {
  const code = Uint8Array.from(Buffer.from(hex, 'hex'))
  const blocks = codeBlocks(code, instructionSet('osaka'))
  return recover(blocks, blockEffects(blocks))
}

// A body that is too long to be copied to its callers.
const body = '600101'.repeat(20)

describe('recover', () => {
  it('makes a procedure of what two places call', () => {
    // Each pushes where to go on (0x07, 0x0f), a word, and the procedure at 0x11.
    const result = recovered(`600760056011565b600f60056011565b005b${body}9056`)
    expect(result).toMatchObject({ ok: true })
    if (!result.ok) return
    expect(result.flow.procedures.map(({ block }) => block)).toHaveLength(2)
    expect(result.flow.procedures[1]?.exit).toMatchObject({ slot: 1 })
  })

  it('follows an address through a mask, as old compilers write it', () => {
    expect(recovered('60085b63ffffffff1656')).toMatchObject({ ok: true })
    expect(recovered('600a63ffffffff1656005b00')).toMatchObject({ ok: true })
  })

  it('says where a destination is computed', () => {
    expect(recovered('60003556')).toEqual({ ok: false, reason: 'destination', pc: 0 })
    expect(recovered('600451565b00')).toEqual({ ok: false, reason: 'destination', pc: 0 })
  })

  it('gives up when a loop pushes without end', () => {
    expect(recovered('5b6000600056')).toMatchObject({ ok: false, reason: 'growth' })
  })
})
