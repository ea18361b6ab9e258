import { describe, expect, it } from 'vitest'
import { CodeWriter } from '../../src/gas-metering/code-writer.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { meter } from '../../src/gas-metering/meter.ts'
import { compilerLimits, MeteringLimitError } from '../../src/gas-metering/metering-limit.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { valueType, type WasmModule } from '../../src/wasm/module.ts'

function oneFunction(localCount: number, emit: (code: CodeWriter) => void): WasmModule {
  const code = new CodeWriter()
  emit(code)
  return {
    types: [{ params: [valueType.i32], results: [] }],
    imports: [],
    functions: [
      {
        typeIndex: 0,
        locals: [{ count: localCount, type: valueType.i32 }],
        body: code.end().take(),
        bodyOffset: 0,
      },
    ],
    tables: [],
    memories: [],
    globals: [],
    exports: [{ name: 'main', kind: 'func', index: 0 }],
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [],
  }
}

const schedule = gasSchedules['ewasm-v1']
const strategies = ['fast', 'precise'] as const

function repeat(count: number, emit: (code: CodeWriter) => void): (code: CodeWriter) => void {
  return (code) => {
    for (let index = 0; index < count; index++) emit(code)
  }
}

// About a megabyte in one function each.
// biome-ignore format: table
const bombs: Readonly<Record<string, (code: CodeWriter) => void>> = {
  'tiny blocks': repeat(130_000, (code) => code.block().localGet(0).brIf(0).end()),
  'tiny loops': repeat(130_000, (code) => code.loop().localGet(0).brIf(0).end()),
  'nested blocks': (code) => {
    repeat(100_000, (inner) => inner.block())(code)
    repeat(100_000, (inner) => inner.localGet(0).brIf(0).end())(code)
  },
  'nested counted loops': (code) => {
    repeat(60_000, (inner) => inner.loop())(code)
    repeat(60_000, (inner) => inner.localGet(1).i32Const(1).op('i32.add').localTee(1).brIf(0).end())(code)
  },
}

describe.each(strategies)('a module that is made to be large, %s', (strategy) => {
  it.each(Object.entries(bombs))('of %s stays linear', (_, emit) => {
    const module = oneFunction(2, emit)
    const before = encodeModule(module).length
    const metered = encodeModule(meter(module, { schedule, strategy }))
    // The densest code there is: a charge and a check for every seven bytes.
    expect(metered.length).toBeLessThan(5 * before)
  })

  it('has at most the locals that the compiler takes, those of metering included', () => {
    const most = compilerLimits.functionLocals - 1
    const fits = oneFunction(most - 2, () => {})
    expect(meter(fits, { schedule, strategy }).functions.length).toBe(1)
    const toMany = oneFunction(most + 1, () => {})
    expect(() => meter(toMany, { schedule, strategy })).toThrow(MeteringLimitError)
  })

  it('has a function body that the compiler takes', () => {
    const long = oneFunction(
      0,
      repeat(1_100_000, (code) => code.block().localGet(0).brIf(0).end()),
    )
    try {
      meter(long, { schedule, strategy })
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({
        code: 'METERING_LIMIT',
        what: 'functionBytes',
        limit: 7_654_321,
      })
    }
  })
})
