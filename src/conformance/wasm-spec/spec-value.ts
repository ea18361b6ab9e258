import type { SpecValue } from './spec-script.ts'

/** Bytes that a value takes in the driver's memory. */
export const SLOT_BYTES = 16

/** How one number, or one lane of a vector, lies in memory. */
interface Lane {
  readonly bytes: number
  /** Bits of a canonical NaN without the sign; undefined for integers. */
  readonly canonicalNan: bigint | undefined
}

const lanes: Readonly<Record<string, Lane>> = {
  i8: { bytes: 1, canonicalNan: undefined },
  i16: { bytes: 2, canonicalNan: undefined },
  i32: { bytes: 4, canonicalNan: undefined },
  i64: { bytes: 8, canonicalNan: undefined },
  f32: { bytes: 4, canonicalNan: 0x7fc0_0000n },
  f64: { bytes: 8, canonicalNan: 0x7ff8_0000_0000_0000n },
}

/** Whether the value is a reference, which no memory holds. */
export function isReference(type: string): boolean {
  return type === 'externref' || type === 'funcref'
}

/** The external references of scripts: one object for each number, so that identity tells them apart. */
const externals = new Map<string, object>()

/** The reference that a script's value stands for. */
export function toReference({ value }: SpecValue): object | null {
  if (typeof value !== 'string' || value === 'null') return null
  const known = externals.get(value)
  if (known !== undefined) return known
  const external = Object.freeze({ external: value })
  externals.set(value, external)
  return external
}

/** Writes a number or vector bit for bit. */
export function writeValue(memory: DataView, offset: number, spec: SpecValue): void {
  const { lane, texts } = laneTexts(spec)
  for (const [index, text] of texts.entries()) {
    writeLane(memory, offset + index * lane.bytes, lane, BigInt(text))
  }
}

/** Why the number or vector in memory is not the expected one, or undefined. */
export function compareValue(
  memory: DataView,
  offset: number,
  spec: SpecValue,
): string | undefined {
  const { lane, texts } = laneTexts(spec)
  for (const [index, text] of texts.entries()) {
    const actual = readLane(memory, offset + index * lane.bytes, lane)
    if (!matches(actual, text, lane)) {
      const name = spec.laneType === undefined ? spec.type : `${spec.type} lane ${index}`
      return `expected ${name} ${text}, got ${actual}`
    }
  }
  return undefined
}

/** Why the reference is not the expected one, or undefined. */
export function compareReference(actual: unknown, spec: SpecValue): string | undefined {
  const isExpected =
    spec.value === undefined
      ? actual !== null
      : spec.type === 'funcref'
        ? (actual === null) === (spec.value === 'null')
        : actual === toReference(spec)
  return isExpected ? undefined : `expected another ${spec.type} than ${JSON.stringify(actual)}`
}

function laneTexts(spec: SpecValue): { lane: Lane; texts: readonly string[] } {
  const lane = lanes[spec.laneType ?? spec.type]
  if (lane === undefined || spec.value === undefined) {
    throw new TypeError(`cannot read a value of type ${spec.type}`)
  }
  return { lane, texts: typeof spec.value === 'string' ? [spec.value] : spec.value }
}

/** NaN patterns leave the sign open; arithmetic ones also everything below the quiet bit. */
function matches(actual: bigint, expected: string, { bytes, canonicalNan }: Lane): boolean {
  const bits = 8 * bytes
  if (!expected.startsWith('nan:')) return actual === BigInt.asUintN(bits, BigInt(expected))
  if (canonicalNan === undefined) return false
  const magnitude = BigInt.asUintN(bits - 1, actual)
  if (expected === 'nan:canonical') return magnitude === canonicalNan
  return (magnitude & canonicalNan) === canonicalNan
}

function writeLane(memory: DataView, offset: number, { bytes }: Lane, bits: bigint): void {
  for (let index = 0; index < bytes; index++) {
    memory.setUint8(offset + index, Number((bits >> BigInt(8 * index)) & 0xffn))
  }
}

function readLane(memory: DataView, offset: number, { bytes }: Lane): bigint {
  let bits = 0n
  for (let index = bytes - 1; index >= 0; index--) {
    bits = (bits << 8n) | BigInt(memory.getUint8(offset + index))
  }
  return bits
}
