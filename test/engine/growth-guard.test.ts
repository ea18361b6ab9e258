import { describe, expect, it } from 'vitest'
import { guardGrowth, pageLimitExport } from '../../src/engine/growth-guard.ts'
import { meteredAbi, trapReason } from '../../src/gas-metering/metered-abi.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { wat } from '../ewasm-eei/ewasm-contract.ts'

/** A module as metering leaves it, as far as the pass looks at it. */
function metered(memory: string, body: string): Uint8Array {
  return wat(`(module (memory ${memory})
    (global (export "${meteredAbi.trapReason}") (mut i32) (i32.const 0))
    (func (export "size") (result i32) (memory.size))
    (func (export "grow") (param i32) (result i32) ${body}))`)
}

function guarded(memory: string, body = '(memory.grow (local.get 0))') {
  const bytes = encodeModule(guardGrowth(decodeModule(metered(memory, body))))
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const global = (name: string): WebAssembly.Global => exports[name] as WebAssembly.Global
  return {
    grow: exports['grow'] as (pages: number) => number,
    size: exports['size'] as () => number,
    limit: global(pageLimitExport),
    reason: () => global(meteredAbi.trapReason).value,
  }
}

describe('guardGrowth', () => {
  it('leaves growing within all limits as it was', () => {
    const { grow, size } = guarded('1 9')
    expect([grow(2), grow(0), grow(6), size()]).toEqual([1, 3, 3, 9])
  })

  it.each([9, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])(
    'gives -1 beyond the maximum: by %d pages',
    (pages) => {
      const { grow, size } = guarded('1 9')
      expect([grow(pages | 0), size()]).toEqual([-1, 1])
    },
  )

  it('traps beyond the limit, and grows up to it', () => {
    const { grow, size, limit, reason } = guarded('1 9')
    limit.value = 4
    expect(grow(9)).toBe(-1) // the maximum comes first
    expect(() => grow(4)).toThrow(WebAssembly.RuntimeError)
    expect(reason()).toBe(trapReason.pagesExhausted)
    expect([grow(3), size()]).toEqual([1, 4])
    limit.value = 9
    expect([grow(5), size()]).toEqual([4, 9])
  })

  it('finds every memory.grow, and nothing that only looks like one', () => {
    // 0x40 0x00 is also an empty block with unreachable in it, and part of numbers.
    const body = `(drop (i32.const 0x2000)) (block (br_if 0 (local.get 0)) (block unreachable))
      (drop (memory.grow (i32.const 1))) (block (drop (memory.grow (local.get 0))))
      (i32.add (memory.grow (i32.const 1)) (i32.const 64))`
    const { grow, size } = guarded('1 9', body)
    expect([grow(2), size()]).toEqual([68, 5])
  })

  it.each(['(i32.const 64)', '(block unreachable) (i32.const 0)'])('leaves %s alone', (body) => {
    const module = decodeModule(metered('1 9', body))
    expect(guardGrowth(module)).toBe(module)
  })

  it('leaves a module without a memory alone', () => {
    const module = decodeModule(wat('(module)'))
    expect(guardGrowth(module)).toBe(module)
  })
})
