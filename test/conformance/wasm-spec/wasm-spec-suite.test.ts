import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSuite } from '../../../src/conformance/run-suite.ts'
import { wasmSpecSuite } from '../../../src/conformance/wasm-spec/wasm-spec-suite.ts'
import { encodeModule } from '../../../src/wasm/encode-module.ts'
import { type FuncType, valueType } from '../../../src/wasm/module.ts'
import { opcode } from '../../../src/wasm/opcode.ts'
import { body, emptyModule, func } from '../../wasm/module-bytes.ts'

const { i32, f32, v128, externref } = valueType
const identity = (type: FuncType['params'][number]): FuncType => ({
  params: [type],
  results: [type],
})

/** Identity functions, an endless recursion, a trap and a global. */
const module = encodeModule({
  ...emptyModule,
  types: [...[i32, f32, v128, externref].map(identity), { params: [], results: [] }],
  functions: [
    ...[0, 1, 2, 3].map((typeIndex) => func(Uint8Array.of(0x20, 0x00, 0x0b), { typeIndex })),
    func(Uint8Array.of(opcode.call, 4, 0x0b), { typeIndex: 4 }),
    func(Uint8Array.of(opcode.unreachable, 0x0b), { typeIndex: 4 }),
  ],
  globals: [
    { type: { type: i32, mutable: false }, init: body((w) => w.bytes(Uint8Array.of(0x41, 7))) },
  ],
  exports: [
    ...['i32', 'f32', 'v128', 'externref', 'recurse', 'trap'].map((name, index) => ({
      name,
      kind: 'func' as const,
      index,
    })),
    { name: 'seven', kind: 'global', index: 0 },
  ],
})

const value = (type: string, text: string) => ({ type, value: text })
const invoke = (field: string, ...args: unknown[]) => ({ type: 'invoke', field, args })
const same = (field: string, given: unknown, expected: unknown = given) => ({
  type: 'assert_return',
  action: invoke(field, given),
  expected: [expected],
})
const lanes = (...texts: string[]) => ({ type: 'v128', lane_type: 'i32', value: texts })
const SIGNALLING_NAN = '2139095041' // 0x7f800001

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-wasm-spec-'))
  writeFileSync(join(folder, 'm.wasm'), module)
  writeFileSync(join(folder, 'bad.wasm'), module.subarray(0, 30))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(metering: 'fast' | 'precise' | 'none', ...commands: object[]) {
  const lines = [{ type: 'module', filename: 'm.wasm' }, ...commands]
  const script = { commands: lines.map((command, line) => ({ line, ...command })) }
  writeFileSync(join(folder, 'script.json'), JSON.stringify(script))
  return runSuite(wasmSpecSuite(metering), [join(folder, 'script.json')])
}

describe.each(['fast', 'precise', 'none'] as const)('wasm-spec, metering %s', (metering) => {
  it('passes what is so', async () => {
    const result = await run(
      metering,
      same('i32', value('i32', '4294967295')),
      same('f32', value('f32', SIGNALLING_NAN)), // the JavaScript interface would make it quiet
      same('f32', value('f32', '4290772992'), value('f32', 'nan:canonical')),
      same('v128', lanes('1', '2', '3', '4294967295')),
      same('externref', value('externref', '5')),
      same('externref', value('externref', 'null')),
      {
        type: 'assert_return',
        action: { type: 'get', field: 'seven' },
        expected: [value('i32', '7')],
      },
      { type: 'assert_trap', action: invoke('trap'), text: 'unreachable' },
      { type: 'assert_exhaustion', action: invoke('recurse'), text: 'call stack exhausted' },
      { type: 'assert_malformed', filename: 'bad.wasm', module_type: 'binary', text: 'end' },
      { type: 'assert_malformed', filename: 'bad.wat', module_type: 'text', text: 'end' },
    )
    expect(result.failures).toEqual([])
    expect(result).toMatchObject({ passed: 11, skipped: 1 })
  })

  // biome-ignore format: table
  it.each<{ what: string; command: object }>([
    { what: 'another integer',            command: same('i32', value('i32', '1'), value('i32', '2')) },
    { what: 'another NaN',                command: same('f32', value('f32', SIGNALLING_NAN), value('f32', 'nan:arithmetic')) },
    { what: 'another lane',               command: same('v128', lanes('1', '2', '3', '4'), lanes('1', '2', '3', '5')) },
    { what: 'another reference',          command: same('externref', value('externref', '5'), value('externref', '6')) },
    { what: 'no trap where one should be',command: { type: 'assert_trap', action: invoke('i32', value('i32', '1')), text: 'unreachable' } },
    { what: 'another trap',               command: { type: 'assert_trap', action: invoke('trap'), text: 'integer overflow' } },
    { what: 'a trap for exhaustion',      command: { type: 'assert_exhaustion', action: invoke('trap'), text: 'call stack exhausted' } },
    { what: 'exhaustion for a trap',      command: { type: 'assert_trap', action: invoke('recurse'), text: 'unreachable' } },
    { what: 'a valid module as invalid',  command: { type: 'assert_invalid', filename: 'm.wasm', module_type: 'binary', text: 'x' } },
    { what: 'a malformed one as invalid', command: { type: 'assert_invalid', filename: 'bad.wasm', module_type: 'binary', text: 'x' } },
    { what: 'a module that links',        command: { type: 'assert_unlinkable', filename: 'm.wasm', text: 'unknown import' } },
    { what: 'an unknown export',          command: { type: 'action', action: invoke('none') } },
  ])('fails on $what', async ({ command }) => {
    const result = await run(metering, command)
    expect(result).toMatchObject({ passed: 1, skipped: 0 })
    expect(result.failures).toHaveLength(1)
  })
})
