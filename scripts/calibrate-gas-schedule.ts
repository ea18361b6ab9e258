import { compileWith } from '../bench/compile.ts'
import { CodeWriter } from '../src/gas-metering/code-writer.ts'
import { encodeModule } from '../src/wasm/encode-module.ts'
import { valueType, type WasmModule } from '../src/wasm/module.ts'
import type { InstructionName } from '../src/wasm/opcode.ts'

/**
 * Measures what an instruction of each price class takes in V8's optimising compiler, and prints the prices that follow:
 * `src/gas-metering/schedules/calibrated-v1.ts` holds a run of it.
 *
 *     node --import tsx scripts/calibrate-gas-schedule.ts
 *
 * Each class is a chain in which every instruction waits for the one before, 64 times in a loop; from its time goes that
 * of the same loop with an empty body. The minimum of many rounds counts, since a disturbance only ever adds.
 */
interface Probe {
  readonly name: string
  readonly emit: (code: CodeWriter) => void
  /** Measured units that the probe has beside the one it is for, taken off. */
  readonly beside?: readonly string[]
  /** Divides the result, e.g. by the bytes that one instruction moves. */
  readonly per?: number
  /** Calls of the probe's function in a round; fewer for what takes long or cannot go on. */
  readonly rounds?: number
}

const { i32, i64, f64, v128, funcref } = valueType
const CHAIN = 64
/** 10 million gas a second, as the Ewasm design has it, and 10,000 units a gas: a unit is 0.01 ns. */
const UNITS_PER_NANOSECOND = 100
/** Copies and constants vanish in optimised code and do not in the baseline compiler's: nothing is cheaper than this. */
const FLOOR = 10

// Locals: 0 rounds, 1 a, 2 b (3), 3 x, 4 y (3), 5 f, 6 g (1.5), 7 v, 8 w.
const step = (local: number, other: number, name: InstructionName) => (code: CodeWriter) =>
  void code.localGet(local).localGet(other).op(name).localSet(local)
const map = (local: number, name: InstructionName) => (code: CodeWriter) =>
  void code.localGet(local).op(name).localSet(local)

const probes: readonly Probe[] = [
  { name: 'integer', emit: step(3, 4, 'i64.add') },
  { name: 'shift', emit: step(3, 4, 'i64.shl') },
  { name: 'rotate', emit: step(3, 4, 'i64.rotl') },
  { name: 'multiply', emit: step(3, 4, 'i64.mul') },
  {
    name: 'divide',
    emit: (code) =>
      void code.localGet(3).i64Const(-1).op('i64.xor').localGet(4).op('i64.div_s').localSet(3),
    beside: ['integer'],
  },
  { name: 'countZeros', emit: map(3, 'i64.clz') },
  { name: 'populationCount', emit: map(3, 'i64.popcnt') },
  { name: 'signExtend', emit: map(3, 'i64.extend16_s') },
  {
    name: 'wrap',
    emit: (code) => void code.localGet(3).op('i32.wrap_i64').op('i64.extend_i32_s').localSet(3),
    beside: ['signExtend'],
  },
  {
    name: 'reinterpret',
    emit: (code) =>
      void code.localGet(3).op('f64.reinterpret_i64').op('i64.reinterpret_f64').localSet(3),
    per: 2,
  },
  {
    name: 'select',
    emit: (code) => void code.localGet(1).localGet(2).localGet(1).op('select').localSet(1),
  },
  {
    name: 'global',
    emit: (code) => void code.globalGet(0).i64Const(1).op('i64.add').globalSet(0),
    per: 2,
  },
  {
    name: 'load',
    emit: (code) => void code.localGet(1).op('i32.load').u32(2).u32(1024).localSet(1),
  },
  {
    name: 'store',
    emit: (code) => void code.localGet(1).localGet(2).op('i32.store').u32(2).u32(1024),
  },
  {
    name: 'memorySize',
    emit: (code) => void code.op('memory.size').u32(0).localGet(1).op('i32.xor').localSet(1),
  },
  { name: 'memoryGrow', emit: (code) => void code.i32Const(0).op('memory.grow').u32(0).op('drop') },
  {
    // The page is also touched: its memory comes from the system when it is first used.
    name: 'grownPage',
    emit: (code) => {
      code.i32Const(1).op('memory.grow').u32(0).i32Const(16).op('i32.shl')
      code.i32Const(1).i32Const(65_536).op('memory.fill').u32(0)
    },
    rounds: 1,
    beside: ['memoryGrow'],
  },
  {
    name: 'bulk',
    emit: (code) => void code.i32Const(0).i32Const(1).i32Const(0).op('memory.copy').u32(0).u32(0),
  },
  {
    name: 'bulkByte',
    emit: (code) =>
      void code.i32Const(0).i32Const(8192).i32Const(4096).op('memory.copy').u32(0).u32(0),
    per: 4096,
  },
  {
    name: 'bulkElement',
    emit: (code) => void code.i32Const(0).i32Const(64).i32Const(64).op('table.copy').u32(0).u32(0),
    per: 64,
  },
  { name: 'dropSegment', emit: (code) => void code.op('data.drop').u32(0) },
  {
    name: 'reference',
    emit: (code) => void code.i32Const(0).i32Const(1).op('table.get').u32(0).op('table.set').u32(0),
    per: 2,
  },
  {
    name: 'brIf',
    emit: (code) =>
      void code
        .block()
        .localGet(1)
        .i32Const(77)
        .op('i32.eq')
        .brIf(0)
        .localGet(1)
        .i32Const(5)
        .op('i32.add')
        .localSet(1)
        .end(),
    beside: ['integer', 'integer'],
  },
  {
    name: 'brTable',
    emit: (code) =>
      void code
        .block()
        .block()
        .localGet(1)
        .brTable(Uint32Array.of(0, 1, 0, 1))
        .end()
        .localGet(1)
        .i32Const(2)
        .op('i32.xor')
        .localSet(1)
        .end(),
  },
  { name: 'call', emit: (code) => void code.localGet(1).call(1).localSet(1) },
  {
    name: 'callIndirect',
    emit: (code) => void code.localGet(1).i32Const(0).callIndirect(1, 0).localSet(1),
  },
  { name: 'float', emit: step(5, 6, 'f64.add') },
  { name: 'floatDivide', emit: step(5, 6, 'f64.div') },
  {
    name: 'floatConvert',
    emit: (code) =>
      void code.localGet(3).op('f64.convert_i64_s').op('i64.trunc_sat_f64_s').localSet(3),
    per: 2,
  },
  { name: 'vector', emit: step(7, 8, 'i32x4.add') },
  { name: 'vectorMultiply', emit: step(7, 8, 'i64x2.mul') },
  { name: 'vectorDivide', emit: step(7, 8, 'f64x2.div') },
]

/** The body of `run(rounds)`: operands from memory, the loop, and all results into one, or the chains would be dead code. */
function probeBody(emit: (code: CodeWriter) => void, chain: number): Uint8Array {
  const code = new CodeWriter()
  code.i32Const(0).op('i32.load').u32(2).u32(16).localSet(2)
  code.i32Const(0).op('i64.load').u32(3).u32(16).localSet(4)
  code.i32Const(0).op('i64.load').u32(3).u32(24).localSet(3)
  code
    .localGet(3)
    .op('f64.convert_i64_s')
    .localSet(5)
    .localGet(4)
    .op('f64.convert_i64_s')
    .localSet(6)
  code.localGet(3).op('i64x2.splat').localSet(7).localGet(4).op('i64x2.splat').localSet(8)
  code.loop()
  for (let index = 0; index < chain; index++) emit(code)
  code.localGet(0).i32Const(1).op('i32.sub').localTee(0).brIf(0).end()
  code.localGet(3).localGet(1).op('i64.extend_i32_s').op('i64.xor')
  code.localGet(5).op('i64.reinterpret_f64').op('i64.xor')
  code.localGet(7).op('i64x2.extract_lane').u32(0).op('i64.xor').end()
  return code.take()
}

function probeModule(emit: (code: CodeWriter) => void, chain: number): WasmModule {
  const callee = new CodeWriter().localGet(0).i32Const(1).op('i32.add').end().take()
  const offset = (address: number) => new CodeWriter().i32Const(address).end().take()
  return {
    types: [
      { params: [i32], results: [i64] },
      { params: [i32], results: [i32] },
    ],
    imports: [],
    functions: [
      {
        typeIndex: 0,
        locals: [i32, i32, i64, i64, f64, f64, v128, v128].map((type) => ({ count: 1, type })),
        body: probeBody(emit, chain),
        bodyOffset: 0,
      },
      { typeIndex: 1, locals: [], body: callee, bodyOffset: 0 },
    ],
    tables: [{ element: funcref, limits: { min: 256, max: undefined } }],
    memories: [{ min: 1, max: 2_000 }],
    globals: [
      { type: { type: i64, mutable: true }, init: new CodeWriter().i64Const(0).end().take() },
    ],
    exports: [{ name: 'run', kind: 'func', index: 0 }],
    start: undefined,
    elements: [
      {
        type: funcref,
        mode: { kind: 'active', index: 0, offset: offset(0) },
        items: { kind: 'functions', indices: [1, 1] },
      },
    ],
    // Operands that the compiler cannot know: 3 at 16, something large at 24.
    data: [
      { mode: { kind: 'passive' }, bytes: new Uint8Array(8) },
      {
        mode: { kind: 'active', index: 0, offset: offset(16) },
        bytes: Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0xbc, 0x9a, 0x78, 0x56, 0x34, 0x12, 0, 0),
      },
    ],
    hasDataCount: true,
    customs: [],
  }
}

/** Nanoseconds of one round of the loop. */
function roundTime(emit: (code: CodeWriter) => void, chain: number, rounds: number): number {
  const module = compileWith('turbofan', encodeModule(probeModule(emit, chain)))
  let least = Number.POSITIVE_INFINITY
  for (let repeat = 0; repeat < 60; repeat++) {
    const run = new WebAssembly.Instance(module).exports['run'] as (rounds: number) => bigint
    const start = process.hrtime.bigint()
    run(rounds)
    least = Math.min(least, Number(process.hrtime.bigint() - start) / rounds)
  }
  return least
}

const measured = new Map<string, number>()
for (const { name, emit, beside = [], per = 1, rounds = 500 } of probes) {
  const empty = roundTime(() => {}, 0, rounds)
  const own = (roundTime(emit, CHAIN, rounds) - empty) / CHAIN
  const others = beside.reduce((sum, other) => sum + (measured.get(other) ?? 0), 0)
  const nanoseconds = Math.max(0, own - others) / per
  measured.set(name, nanoseconds)
  const units = Math.ceil(nanoseconds * UNITS_PER_NANOSECOND)
  console.log(
    name.padEnd(16),
    nanoseconds.toFixed(3).padStart(10),
    'ns',
    String(Math.max(units, per > 2 ? 1 : FLOOR)).padStart(8),
    'units',
  )
}
