import { type Code, i64Const, localGet, localSet, op } from './kernel-code.ts'

/** Lanes of the state: `A[x, y]` is lane `x + 5y`. */
export const LANES = 25
export const ROUNDS = 24

/**
 * Lanes that are held complemented between rounds.
 *
 * χ needs a complement for every lane, and neither Wasm nor V8's x64 back end has an and-not. By De Morgan's laws,
 * with these lanes complemented most of them become a choice between `and` and `or`: 25 complements a round become 9.
 * @see https://keccak.team/files/Keccak-implementation-3.2.pdf section 2.2
 */
const COMPLEMENTED: ReadonlySet<number> = new Set([1, 2, 8, 12, 17, 20])

/** Whether lane `lane` is held complemented between rounds. */
export function isComplemented(lane: number): boolean {
  return COMPLEMENTED.has(lane)
}

/** The code of a value, and whether that code yields its complement. */
export interface Lane {
  readonly code: Code
  readonly complemented: boolean
}

/** Locals, all of type i64, that a round uses on top of the 25 lanes. */
export const SCRATCH_LENGTH = LANES + 10

/**
 * Code of one round of keccak-f[1600], in place: `A = ι(χ(π(ρ(θ(A)))))`.
 *
 * The lanes are the locals from `lanes` on, `scratch` is the first of `SCRATCH_LENGTH` others, and `roundConstant`
 * leaves the constant of ι on the stack.
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.202.pdf section 3.2
 */
export function round(lanes: number, scratch: number, roundConstant: Code): Code {
  const moved = scratch + 10
  const effect = theta(lanes, scratch)
  const code: number[] = [...effect.code]
  const b: Lane[] = []
  for (let lane = 0; lane < LANES; lane++) {
    const source = rhoPi(lane % 5, Math.floor(lane / 5), lanes, effect.lanes)
    code.push(...source.code, ...localSet(moved + lane))
    b.push({ code: localGet(moved + lane), complemented: source.complemented })
  }
  for (let lane = 0; lane < LANES; lane++) {
    // ι: A[0, 0] ^= RC
    const iota = lane === 0 ? [...roundConstant, op.i64_xor] : []
    const plane = b.slice(lane - (lane % 5), lane - (lane % 5) + 5)
    code.push(...chi(plane, lane), ...iota, ...localSet(lanes + lane))
  }
  return code
}

/** θ: C[x] = A[x, 0] ^ … ^ A[x, 4], D[x] = C[x - 1] ^ rotl(C[x + 1], 1). Yields the five D, to be xored to each lane. */
function theta(lanes: number, scratch: number): { code: Code; lanes: readonly Lane[] } {
  const code: number[] = []
  const parity = columns.map(
    (x) => columns.filter((y) => isComplemented(x + 5 * y)).length % 2 === 1,
  )
  for (const x of columns) {
    const column = columns.map((y) => localGet(lanes + x + 5 * y))
    code.push(...xorAll(column), ...localSet(scratch + 5 + x))
  }
  for (const x of columns) {
    const before = localGet(scratch + 5 + ((x + 4) % 5))
    const after = localGet(scratch + 5 + ((x + 1) % 5))
    code.push(
      ...before,
      ...after,
      ...i64Const(1n),
      op.i64_rotl,
      op.i64_xor,
      ...localSet(scratch + x),
    )
  }
  const effect = columns.map((x) => ({
    code: localGet(scratch + x),
    complemented: parity[(x + 4) % 5] !== parity[(x + 1) % 5],
  }))
  return { code, lanes: effect }
}

/** The end of θ, then ρ and π: B[y, 2x + 3y] = rotl(A[x, y] ^ D[x], r[x, y]). Yields the lane that lands on `x, y`. */
function rhoPi(x: number, y: number, lanes: number, effect: readonly Lane[]): Lane {
  const sourceX = (x + 3 * y) % 5
  const source = sourceX + 5 * x
  const offset = rotationOffsets[source] ?? 0
  const d = effect[sourceX] ?? { code: [], complemented: false }
  const rotation = offset === 0 ? [] : [...i64Const(BigInt(offset)), op.i64_rotl]
  return {
    code: [...localGet(lanes + source), ...d.code, op.i64_xor, ...rotation],
    complemented: isComplemented(source) !== d.complemented,
  }
}

const NOT: Code = [...i64Const(-1n), op.i64_xor]

/** χ: A[x, y] = B[x, y] ^ (~B[x + 1, y] & B[x + 2, y]), by the form that suits what is complemented. */
function chi(plane: readonly Lane[], lane: number): Code {
  const [a, b, c] = [0, 1, 2].map((step) => plane[(lane + step) % 5])
  if (a === undefined || b === undefined || c === undefined) return []
  // What is held is b' and c'. ~b & c is, complemented: ~(b | ~c).
  const first = b.complemented === c.complemented ? [...b.code, ...NOT] : b.code
  const combine = c.complemented ? op.i64_or : op.i64_and
  const complemented = a.complemented !== c.complemented
  const adjust = complemented === isComplemented(lane) ? [] : NOT
  return [...a.code, ...first, ...c.code, combine, op.i64_xor, ...adjust]
}

const columns = [0, 1, 2, 3, 4]

function xorAll(operands: readonly Code[]): Code {
  return operands.flatMap((operand, i) => (i === 0 ? operand : [...operand, op.i64_xor]))
}

/** r[x, y] of ρ: triangular numbers along the walk (x, y) → (y, 2x + 3y) (FIPS 202, algorithm 2). */
export const rotationOffsets: readonly number[] = (() => {
  const offsets = new Array<number>(LANES).fill(0)
  let [x, y] = [1, 0]
  for (let t = 0; t < 24; t++) {
    offsets[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return offsets
})()

/** RC of ι for each round, from the linear feedback shift register of FIPS 202, algorithms 5 and 6. */
export const roundConstants: readonly bigint[] = (() => {
  let register = 1
  const nextBit = (): bigint => {
    const bit = register & 1
    register <<= 1
    if (register > 0xff) register ^= 0x171
    return BigInt(bit)
  }
  return Array.from({ length: ROUNDS }, () => {
    let constant = 0n
    for (let j = 0n; j <= 6n; j++) constant |= nextBit() << (2n ** j - 1n)
    return constant
  })
})()
