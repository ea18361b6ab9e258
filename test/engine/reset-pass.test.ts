import { describe, expect, it } from 'vitest'
import { addReset, resetExport } from '../../src/engine/reset-pass.ts'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { wat } from '../ewasm-eei/ewasm-contract.ts'

const stateful = `(module
  (memory (export "memory") 2)
  (global $i32 (export "a") (mut i32) (i32.const 7))
  (global $i64 (export "b") (mut i64) (i64.const -8))
  (global $f64 (export "c") (mut f64) (f64.const 0.5))
  (global (export "constant") i32 (i32.const 9))
  (data (i32.const 10) "first") (data (i32.const 131069) "end") (data (i32.const 12) "X")
  (func (export "spoil")
    (global.set $i32 (i32.const 1)) (global.set $i64 (i64.const 2)) (global.set $f64 (f64.const 3))
    (memory.fill (i32.const 0) (i32.const 0xaa) (i32.const 131072))))`

function instantiate(module: Uint8Array) {
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(module as Uint8Array<ArrayBuffer>),
  )
  const exports = instance.exports as Record<string, never>
  const value = (name: string) => (exports[name] as unknown as WebAssembly.Global).value
  return {
    call: (name: string, ...values: readonly number[]) =>
      (exports[name] as unknown as (...values: readonly number[]) => void)(...values),
    state: () => ({
      globals: ['a', 'b', 'c', 'constant'].map(value),
      memory: new Uint8Array((exports['memory'] as unknown as WebAssembly.Memory).buffer.slice()),
    }),
  }
}

describe('addReset', () => {
  it('brings memory and globals back to their first state, again and again', () => {
    const size = 2 * 65_536
    const plain = instantiate(wat(stateful))
    const made = instantiate(encodeModule(addReset(decodeModule(wat(stateful)))))
    for (let round = 0; round < 3; round++) {
      made.call(resetExport, round === 0 ? 0 : size)
      expect(made.state()).toEqual(plain.state())
      made.call('spoil')
      expect(made.state()).not.toEqual(plain.state())
    }
  })

  it('resets a module without a memory content, a global or a segment', () => {
    const module = addReset(decodeModule(wat('(module (memory (export "memory") 0))')))
    const made = instantiate(encodeModule(module))
    expect(() => made.call(resetExport, 0)).not.toThrow()
  })

  // biome-ignore format: table
  it.each([
    { title: 'has no memory',            text: '(module)' },
    { title: 'has a large memory',       text: '(module (memory 100))' },
    { title: 'has a start function',     text: '(module (memory 1) (func $f) (start $f))' },
    { title: 'imports a global',         text: '(module (import "m" "g" (global i32)) (memory 1))' },
    { title: 'writes a table',           text: '(module (memory 1) (table 1 funcref) (func (table.set (i32.const 0) (ref.null func))))' },
    { title: 'grows a table',            text: '(module (memory 1) (table 1 funcref) (func (drop (table.grow (ref.null func) (i32.const 0)))))' },
    { title: 'copies table elements',    text: '(module (memory 1) (table 1 funcref) (func (table.copy (i32.const 0) (i32.const 0) (i32.const 0))))' },
    { title: 'gives up a data segment',  text: '(module (memory 1) (data "x") (func (data.drop 0)))' },
    { title: 'initializes memory',       text: '(module (memory 1) (data "x") (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))))' },
    { title: 'gives up elements',        text: '(module (memory 1) (table 1 funcref) (elem func) (func (elem.drop 0)))' },
  ])('leaves a module alone that $title', ({ text }) => {
    const module = decodeModule(wat(text))
    expect(addReset(module)).toBe(module)
  })
})
