import { expect, it } from 'vitest'
import { segmentOutOfBounds } from '../../src/engine/segment-bounds.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { wat } from '../ewasm-eei/ewasm-contract.ts'

/** Whether V8 can instantiate the module. */
function instantiates(module: Uint8Array): boolean {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(module as Uint8Array<ArrayBuffer>))
    return true
  } catch {
    return false
  }
}

// biome-ignore format: table
it.each([
  '(memory 1) (data (i32.const 65535) "a")',
  '(memory 1) (data (i32.const 65536) "a")',
  '(memory 1) (data (i32.const 65536) "")',
  '(memory 1) (data (i32.const 65537) "")',
  '(memory 1) (data (i32.const -1) "ab")',
  '(memory 0) (data (i32.const 0) "a")',
  '(memory 1) (data "passive") (data (i32.const 0) "a") (data (i32.const 65530) "too long")',
  '(memory 1) (table 2 funcref) (func $f) (elem (i32.const 1) $f)',
  '(memory 1) (table 2 funcref) (func $f) (elem (i32.const 1) $f $f)',
  '(memory 1) (table 2 funcref) (func $f) (elem (i32.const 3))',
  '(memory 1) (table 2 funcref) (func $f) (elem declare func $f) (elem func $f $f $f)',
])('says of %s what V8 does', (fields) => {
  const module = wat(`(module ${fields})`)
  expect(segmentOutOfBounds(decodeModule(module)) === undefined).toBe(instantiates(module))
})

it('says which segment, and where it ends', () => {
  const module = decodeModule(
    wat('(module (memory 1) (data (i32.const 0) "a") (data (i32.const 65530) "1234567"))'),
  )
  expect(segmentOutOfBounds(module)).toBe('Data segment 1 ends at 65537, where the size is 65536.')
})
