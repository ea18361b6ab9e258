import { compileWith, type Tier } from '../bench/compile.ts'
import { CodeWriter } from '../src/gas-metering/code-writer.ts'
import { InstanceGas } from '../src/gas-metering/instance-gas.ts'
import { meter } from '../src/gas-metering/meter.ts'
import { meteredAbi } from '../src/gas-metering/metered-abi.ts'
import { ewasmV1 } from '../src/gas-metering/schedules/ewasm-v1.ts'
import { encodeModule } from '../src/wasm/encode-module.ts'
import { type Global, type ValueType, valueType, type WasmModule } from '../src/wasm/module.ts'

/**
 * Measures how many bytes of native stack one unit of stack height takes: recursions of functions of several shapes run
 * until V8 throws its stack overflow, in both compilers. docs/stack-height.md holds the result.
 *
 *     node --import tsx scripts/measure-stack-height.ts
 *
 * The bytes of the whole stack are calibrated with a frame whose size is known: the same function with 64 more live
 * values has 512 bytes more.
 */
interface Shape {
  readonly name: string
  readonly params: number
  readonly locals: number
  readonly operands: number
  readonly type: ValueType
  /** How often other operands are alive across a call before, one after the other. */
  readonly phases?: number
}

const { i32, i64, v128 } = valueType

// biome-ignore format: table
const shapes: readonly Shape[] = [
  { name: 'nothing',              params: 0,   locals: 0,    operands: 0,   type: i64 },
  { name: '4 parameters',         params: 4,   locals: 0,    operands: 0,   type: i64 },
  { name: '20 parameters',        params: 20,  locals: 0,    operands: 0,   type: i32 },
  { name: '200 parameters',       params: 200, locals: 0,    operands: 0,   type: i64 },
  { name: '10 locals',            params: 0,   locals: 10,   operands: 0,   type: i64 },
  { name: '100 locals',           params: 0,   locals: 100,  operands: 0,   type: i64 },
  { name: '1000 locals',          params: 0,   locals: 1000, operands: 0,   type: i32 },
  { name: '100 operands',         params: 0,   locals: 0,    operands: 100, type: i64 },
  { name: '1000 operands',        params: 0,   locals: 0,    operands: 1000, type: i32 },
  { name: '50 of each',           params: 50,  locals: 50,   operands: 50,  type: i64 },
  { name: '20 x 50 operands',     params: 0,   locals: 0,    operands: 50,  type: i64, phases: 20 },
  { name: '100 vector locals',    params: 0,   locals: 100,  operands: 0,   type: v128 },
  { name: '100 vector operands',  params: 0,   locals: 0,    operands: 100, type: v128 },
]

const counter: Global = {
  type: { type: i32, mutable: true },
  init: new CodeWriter().i32Const(0).end().take(),
}

/** A function that calls itself for ever while all its parameters, locals and operands stay alive; a global counts. */
function recursion({ params, locals, operands, type, phases = 0 }: Shape): WasmModule {
  const code = new CodeWriter()
  code.globalGet(0).i32Const(1).op('i32.add').globalSet(0)
  const values = params + locals
  for (let index = params; index < values; index++) value(code, type, index).localSet(index)
  for (let phase = 0; phase < phases; phase++) {
    for (let index = 0; index < operands; index++) value(code, type, index + operands * phase)
    code.call(2)
    for (let index = 0; index < operands; index++) keep(code, type)
  }
  for (let index = 0; index < operands; index++) value(code, type, index)
  for (let index = 0; index < params; index++) code.localGet(index)
  code.call(0)
  for (let index = 0; index < operands; index++) keep(code, type)
  for (let index = 0; index < values; index++) keep(code.localGet(index), type)
  code.end()
  const start = new CodeWriter()
  for (let index = 0; index < params; index++) value(start, type, index)
  start.call(0).end()
  const list = Array<ValueType>(params).fill(type)
  return {
    types: [
      { params: list, results: [] },
      { params: [], results: [] },
    ],
    imports: [],
    functions: [
      { typeIndex: 0, locals: [{ count: locals, type }], body: code.take(), bodyOffset: 0 },
      { typeIndex: 1, locals: [], body: start.take(), bodyOffset: 0 },
      { typeIndex: 1, locals: [], body: new CodeWriter().end().take(), bodyOffset: 0 },
    ],
    tables: [],
    memories: [{ min: 1, max: 1 }],
    globals: [counter, counter],
    exports: [
      { name: 'run', kind: 'func', index: 1 },
      { name: 'depth', kind: 'global', index: 0 },
    ],
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [],
  }
}

/** A value that the compiler cannot know: from memory, at an address of its own. */
function value(code: CodeWriter, type: ValueType, index: number): CodeWriter {
  const name = type === v128 ? 'v128.load' : type === i64 ? 'i64.load' : 'i32.load'
  return code
    .i32Const(0)
    .op(name)
    .u32(0)
    .u32(16 * index)
}

/** Uses the value on the stack for something that cannot be left out. */
function keep(code: CodeWriter, type: ValueType): CodeWriter {
  if (type === v128) code.op('v128.any_true')
  else if (type === i64) code.op('i64.eqz')
  return code.globalGet(1).op('i32.add').globalSet(1)
}

interface Figure {
  readonly frames: number
  readonly units: number
}

function measure(shape: Shape, strategy: 'fast' | 'precise', tier: Tier): Figure {
  const module = recursion(shape)
  const bytes = encodeModule(meter(module, { schedule: ewasmV1, strategy }))
  const { exports } = new WebAssembly.Instance(compileWith(tier, bytes))
  const call = (name: string, ...args: unknown[]) =>
    (exports[name] as (...a: unknown[]) => unknown)(...args)
  const depth = exports['depth'] as WebAssembly.Global
  new InstanceGas(exports).set(10n ** 14n)
  ;(exports[meteredAbi.stackLeft] as WebAssembly.Global).value = 0x7fff_ffff
  depth.value = 0
  try {
    call('run')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  const frames = depth.value as number
  const units = unitsOfFrame(module, strategy, tier)
  return { frames, units }
}

/** Units that one call takes: a budget of 100,000 divided by the calls that it allows. */
function unitsOfFrame(module: WasmModule, strategy: 'fast' | 'precise', tier: Tier): number {
  const bytes = encodeModule(meter(module, { schedule: ewasmV1, strategy }))
  const { exports } = new WebAssembly.Instance(compileWith(tier, bytes))
  const call = (name: string, ...args: unknown[]) =>
    (exports[name] as (...a: unknown[]) => unknown)(...args)
  const depth = exports['depth'] as WebAssembly.Global
  const budget = 50_000
  new InstanceGas(exports).set(10n ** 14n)
  ;(exports[meteredAbi.stackLeft] as WebAssembly.Global).value = budget
  try {
    call('run')
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error
  }
  return budget / (depth.value as number)
}

const few = { name: '', params: 0, locals: 8, operands: 0, type: i64 } satisfies Shape
const many = { ...few, locals: 72 }
const perFrame = measure(few, 'fast', 'liftoff').frames
const perLargerFrame = measure(many, 'fast', 'liftoff').frames
// stack / perLargerFrame - stack / perFrame = 512
const stack = 512 / (1 / perLargerFrame - 1 / perFrame)
console.log(`native stack: ${Math.round(stack / 1024)} KiB`)
console.log('shape                  tier      strategy  units/call  bytes/call  bytes/unit')
for (const shape of shapes) {
  for (const tier of ['liftoff', 'turbofan'] as const) {
    for (const strategy of ['fast', 'precise'] as const) {
      const { frames, units } = measure(shape, strategy, tier)
      const bytes = stack / frames
      console.log(
        shape.name.padEnd(22),
        tier.padEnd(9),
        strategy.padEnd(9),
        units.toFixed(0).padStart(10),
        bytes.toFixed(0).padStart(11),
        (bytes / units).toFixed(2).padStart(11),
      )
    }
  }
}
