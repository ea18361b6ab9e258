import { gasSchedules } from '../src/gas-metering/gas-schedules.ts'
import { InstanceGas } from '../src/gas-metering/instance-gas.ts'
import { type MeteringStrategy, meter } from '../src/gas-metering/meter.ts'
import { meteredAbi } from '../src/gas-metering/metered-abi.ts'
import { decodeModule } from '../src/wasm/decode-module.ts'
import { encodeModule } from '../src/wasm/encode-module.ts'
import {
  type Bench,
  type BenchContext,
  type BenchRow,
  type Figure,
  geometricMean,
  nanoseconds,
  ratio,
} from './bench.ts'
import { compileWith, type Tier } from './compile.ts'
import { coremarkLike, type Kernel, type KernelExports, kernels, readKernel } from './kernel.ts'
import { measure, pairedRatio, type Sample } from './measure.ts'

/** A compilation takes milliseconds: fewer rounds, each of one compilation. */
const COMPILE_ROUND_MS = 0.1
const schedule = gasSchedules['ewasm-v1']
/** Enough for any kernel, far from the end of the i64. */
const GAS = 10n ** 14n
const STACK_HEIGHT = 1_000_000

/** What metering costs a contract that computes: the same kernel metered and not, in one process, in turn. */
export const metering: Bench = {
  name: 'metering',
  describe: 'time of metered kernels as a part of the time of the unmetered ones',
  run(context) {
    const rows = [...kernels, coremarkLike].map((kernel) => {
      context.progress(`kernel ${kernel.name}`)
      return kernelRow(context, kernel)
    })
    return { rows, summary: summarise(rows), notes }
  },
}

const notes = [
  `Schedule ${schedule.name}. fast, precise: executed code of V8's optimising compiler; liftoff: fast, by its baseline compiler.`,
  'compile: CPU time in which V8 compiles all functions, by the optimising and by the baseline compiler; size: bytes.',
  'geometricMean is of fast over the kernels without coremark-like, which is our own program of the four workloads that',
  'the documentation of CoreMark describes: no package that can be installed carries the original.',
]

type Variant = 'plain' | MeteringStrategy

function kernelRow(context: BenchContext, kernel: Kernel): BenchRow {
  const plain = readKernel(kernel)
  const module = decodeModule(plain)
  const metered = (strategy: MeteringStrategy): Uint8Array =>
    encodeModule(meter(module, { schedule, strategy }))
  const bytes = { plain, fast: metered('fast'), precise: metered('precise') }
  checkAgreement(kernel, bytes)

  const optimised = executionTimes(context, kernel, bytes, 'turbofan')
  const baseline = executionTimes(context, kernel, { plain, fast: bytes.fast }, 'liftoff')
  const compile = compileTimes(context, bytes, 'turbofan')
  const compileBaseline = compileTimes(context, bytes, 'liftoff')
  const limit = kernel === coremarkLike ? 1.08 : 1.2
  return {
    name: kernel.name,
    figures: {
      unmetered: nanoseconds(optimised.plain.min),
      fast: ratio(optimised.fast.min, optimised.plain.min, { atMost: limit }),
      'fast, paired': ratio(pairedRatio(optimised.fast, optimised.plain), 1),
      precise: ratio(optimised.precise.min, optimised.plain.min),
      liftoff: ratio(baseline.fast.min, baseline.plain.min),
      compile: ratio(compile.fast.min, compile.plain.min),
      'compile, liftoff': ratio(compileBaseline.fast.min, compileBaseline.plain.min),
      size: ratio(bytes.fast.length, bytes.plain.length),
    },
  }
}

function executionTimes<V extends Variant>(
  { rounds }: BenchContext,
  kernel: Kernel,
  bytes: Readonly<Record<V, Uint8Array>>,
  tier: Tier,
): Record<V, Sample> {
  const subjects = Object.entries<Uint8Array>(bytes).map(([variant, code]) => {
    const { run } = instantiate(code, tier)
    return [variant, () => void run(kernel.rounds)] as const
  })
  return measure(Object.fromEntries(subjects) as Record<V, () => void>, { rounds })
}

function compileTimes(
  { rounds }: BenchContext,
  { plain, fast }: Readonly<Record<Variant, Uint8Array>>,
  tier: Tier,
): Record<'plain' | 'fast', Sample> {
  const subjects = {
    plain: () => void compileWith(tier, plain),
    fast: () => void compileWith(tier, fast),
  }
  return measure(subjects, {
    rounds: Math.ceil(rounds / 4),
    roundMs: COMPILE_ROUND_MS,
    clock: 'cpu',
  })
}

interface MeteredExports extends KernelExports {
  readonly [meteredAbi.stackLeft]?: WebAssembly.Global
}

/** An instance whose `run` gives itself gas; `gasUsed` is of the last run, 0 when it is not metered. */
function instantiate(bytes: Uint8Array, tier: Tier): KernelExports & { gasUsed(): bigint } {
  const instance = new WebAssembly.Instance(compileWith(tier, bytes))
  const exports = instance.exports as unknown as MeteredExports
  const stackLeft = exports[meteredAbi.stackLeft]
  if (stackLeft === undefined) return { run: exports.run, gasUsed: () => 0n }
  const gas = new InstanceGas(instance.exports)
  return {
    run(rounds) {
      gas.set(GAS)
      stackLeft.value = STACK_HEIGHT
      return exports.run(rounds)
    },
    gasUsed: () => GAS - gas.left(),
  }
}

/** A benchmark of code that computes something else would be worth nothing. */
function checkAgreement(kernel: Kernel, bytes: Readonly<Record<Variant, Uint8Array>>): void {
  const outcomes = Object.values(bytes).map((code) => {
    const instance = instantiate(code, 'liftoff')
    return { sum: instance.run(kernel.rounds), gas: instance.gasUsed() }
  })
  const [plain, fast, precise] = outcomes
  const agree =
    plain?.sum === fast?.sum && plain?.sum === precise?.sum && fast?.gas === precise?.gas
  if (!agree) throw new Error(`${kernel.name}: the variants differ: ${JSON.stringify(outcomes)}`)
}

function summarise(rows: readonly BenchRow[]): Record<string, Figure> {
  const isKernel = (row: BenchRow): boolean => row.name !== coremarkLike.name
  const column = (name: string): number[] =>
    rows.filter(isKernel).map((row) => row.figures[name]?.value ?? Number.NaN)
  const mean = (name: string, limit?: number): Figure =>
    ratio(geometricMean(column(name)), 1, limit === undefined ? undefined : { atMost: limit })
  const coremark = rows.find((row) => !isKernel(row))?.figures['fast']
  return {
    geometricMean: mean('fast', 1.05),
    worst: ratio(Math.max(...column('fast')), 1, { atMost: 1.2 }),
    ...(coremark && { coremarkLike: coremark }),
    precise: mean('precise'),
    liftoff: mean('liftoff'),
    compileTime: mean('compile', 1.3),
    compileTimeLiftoff: mean('compile, liftoff'),
    codeSize: mean('size'),
  }
}
