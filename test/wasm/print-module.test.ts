import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import wabtModule from 'wabt'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import type { WasmModule } from '../../src/wasm/module.ts'
import { nameSection } from '../../src/wasm/name-section.ts'
import { opcode } from '../../src/wasm/opcode.ts'
import { printModule } from '../../src/wasm/print-module.ts'
import { vectorsFolder } from '../conformance/vectors.ts'
import { body, emptyModule, func, richModule } from './module-bytes.ts'

const features = {
  ...{ simd: true, bulk_memory: true, reference_types: true, multi_value: true },
  ...{ sign_extension: true, sat_float_to_int: true, mutable_globals: true },
}
let wabt: Awaited<ReturnType<typeof wabtModule>>
beforeAll(async () => {
  wabt = await wabtModule()
})

/** The bytes that wabt reads the printed text as: the second source. */
function reparsed(module: WasmModule): Uint8Array {
  const parsed = wabt.parseWat('module.wat', printModule(module), features)
  const { buffer } = parsed.toBinary({ write_debug_names: false })
  parsed.destroy()
  return buffer
}

/** The module as wabt writes it: without custom sections. */
function plain(module: WasmModule): Uint8Array {
  return encodeModule({ ...module, customs: [] })
}

describe('printModule', () => {
  it('prints one instruction a line, blocks indented, functions by name', () => {
    const code = body((writer) => {
      writer.bytes(Uint8Array.of(opcode.block, 0x40, opcode.loop, 0x40))
      writer.bytes(Uint8Array.of(opcode['i32.const'], 0x7f, opcode.br_if, 0x01))
      writer.bytes(Uint8Array.of(opcode.call, 0x00, opcode.end, opcode.end))
    })
    const module: WasmModule = {
      ...emptyModule,
      types: [{ params: [], results: [] }],
      imports: [{ module: 'ethereum', name: 'stop', description: { kind: 'func', typeIndex: 0 } }],
      functions: [func(code)],
      exports: [{ name: 'main', kind: 'func', index: 1 }],
      customs: [
        nameSection({ module: undefined, functions: new Map([[1, 'run']]), locals: new Map() }),
      ],
    }
    const lines = [
      '(module',
      '  (type (;0;) (func))',
      '  (import "ethereum" "stop" (func (;0;) (type 0)))',
      '  (func $run (;1;) (type 0)',
      ...['    block', '      loop', '        i32.const -1', '        br_if 1', '        call 0'],
      ...['      end', '    end', '  )'],
      '  (export "main" (func $run))',
      ')',
    ]
    expect(printModule(module)).toBe(`${lines.join('\n')}\n`)
  })

  it('prints text that wabt reads as the same module', () => {
    // wabt writes function references as indices, and a data count only for instructions that need it.
    const module = { ...richModule, elements: richModule.elements.slice(0, 3), hasDataCount: false }
    expect(reparsed(module)).toEqual(plain(module))
  })

  it.each([
    { what: 'a quiet NaN', bits: 0x7ff8_0000_0000_0000n },
    { what: 'a signalling NaN', bits: 0xfff0_0000_0000_0001n },
    { what: 'minus zero', bits: 0x8000_0000_0000_0000n },
    { what: 'minus infinity', bits: 0xfff0_0000_0000_0000n },
    { what: 'the smallest number', bits: 1n },
    { what: 'the largest number', bits: 0x7fef_ffff_ffff_ffffn },
    { what: 'a tenth', bits: 0x3fb9_9999_9999_999an },
  ])('prints $what so that no bit is lost', ({ bits }) => {
    const code = body((writer) => {
      writer.opcode(opcode['f64.const'])
      writer.bytes(new Uint8Array(new BigUint64Array([bits]).buffer))
      writer.opcode(opcode.drop)
    })
    const module = { ...emptyModule, types: [{ params: [], results: [] }], functions: [func(code)] }
    expect(reparsed(module)).toEqual(plain(module))
  })

  const folder = vectorsFolder('wasm-spec')
  it.skipIf(folder === undefined)('prints the core suite so that wabt reads it back', () => {
    const root = folder ?? ''
    // The folders binary* hold forms that nobody writes: integers too long, empty runs of locals.
    const names = readdirSync(root).filter((name) => !name.startsWith('binary'))
    let compared = 0
    for (const name of names) {
      const files = readdirSync(join(root, name)).filter((file) => file.endsWith('.wasm'))
      for (const file of files.slice(0, 4)) {
        const bytes = new Uint8Array(readFileSync(join(root, name, file)))
        if (!WebAssembly.validate(bytes)) continue
        const module = decodeModule(bytes)
        expect(Buffer.compare(reparsed(module), plain(module)), file).toBe(0)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(100)
  })
})
