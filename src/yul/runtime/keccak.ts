/** Number of lanes of the state, 5 by 5 (FIPS 202, section 3.1). */
const LANES = 25
/** Lanes that take input: the rate of 1088 bits. */
const RATE_LANES = 17
const ROUNDS = 24

const lanes = Array.from({ length: LANES }, (_, index) => index)
const columns = [0, 1, 2, 3, 4]
const state = lanes.map((lane) => `a${lane}`)

/**
 * Keccak-256 over EVM memory, written for the wasm dialect with the state in 25 locals and the steps of one round
 * unrolled under their names.
 *
 * @see FIPS 202, sections 3.2 and 3.3; the padding is Keccak's own (0x01), not SHA-3's
 */
export const keccak: string = `
function keccak256(p:i32, n:i32) -> r0, r1, r2, r3 {
  let source:i32 := rt.at(p, n)
  let ${state.join(', ')}
  let end:i32
  for { } 1:i32 { } {
    if i32.lt_u(n, 136:i32) {
      if end { break }
      end := 1:i32
      rt.zero(320:i32, 136:i32)
      rt.copy(320:i32, source, n)
      i32.store8(i32.add(320:i32, n), 1:i32)
      i32.store8(455:i32, i32.or(i32.load8_u(455:i32), 0x80:i32))
      source := 320:i32
      n := 136:i32
    }
    ${lanes
      .slice(0, RATE_LANES)
      .map((lane) => `a${lane} := i64.xor(a${lane}, i64.load(source, ${8 * lane}))`)
      .join('\n    ')}
    source := i32.add(source, 136:i32)
    n := i32.sub(n, 136:i32)
    ${state.join(', ')} := rt.keccak_f(${state.join(', ')})
  }
  r0 := rt.swap(a3)
  r1 := rt.swap(a2)
  r2 := rt.swap(a1)
  r3 := rt.swap(a0)
}

function rt.copy(target:i32, source:i32, n:i32) {
  for { let i:i32 } i32.lt_u(i, n) { i := i32.add(i, 1:i32) } {
    i32.store8(i32.add(target, i), i32.load8_u(i32.add(source, i)))
  }
}

function rt.keccak_f(${lanes.map((lane) => `i${lane}`).join(', ')}) -> ${state.join(', ')} {
  ${lanes.map((lane) => `a${lane} := i${lane}`).join('\n  ')}
  for { let round:i32 := 512:i32 } i32.lt_u(round, ${512 + 8 * ROUNDS}:i32) { round := i32.add(round, 8:i32) } {
${theta()}
${rhoAndPi()}
${chi()}
    a0 := i64.xor(a0, i64.load(round)) // Iota
  }
}
`

/** Theta: every lane takes the parities of two columns. */
function theta(): string {
  const parities = columns.map(
    (x) => `    let c${x} := ${xor(columns.map((y) => `a${x + 5 * y}`))}`,
  )
  const effects = columns.map(
    (x) => `    let d${x} := i64.xor(c${(x + 4) % 5}, i64.rotl(c${(x + 1) % 5}, 1))`,
  )
  const applied = lanes.map((lane) => `    a${lane} := i64.xor(a${lane}, d${lane % 5})`)
  return [...parities, ...effects, ...applied].join('\n')
}

/** Rho rotates every lane, pi moves it from (x, y) to (y, 2x + 3y). */
function rhoAndPi(): string {
  const offsets = rotationOffsets()
  return lanes
    .map((lane) => {
      const [x, y] = [lane % 5, Math.floor(lane / 5)]
      return `    let b${y + 5 * ((2 * x + 3 * y) % 5)} := i64.rotl(a${lane}, ${offsets[lane]})`
    })
    .join('\n')
}

/** Chi: every lane with the two to its right in its row. */
function chi(): string {
  return lanes
    .map((lane) => {
      const [x, row] = [lane % 5, lane - (lane % 5)]
      const right = `b${row + ((x + 1) % 5)}`
      const afterRight = `b${row + ((x + 2) % 5)}`
      return `    a${lane} := i64.xor(b${lane}, i64.and(i64.xor(${right}, 0xffffffffffffffff), ${afterRight}))`
    })
    .join('\n')
}

/** FIPS 202, algorithm 2, step 3: the offset of the t-th lane on the walk is (t + 1)(t + 2) / 2. */
function rotationOffsets(): number[] {
  const offsets = lanes.map(() => 0)
  let [x, y] = [1, 0]
  for (let t = 0; t < ROUNDS; t++) {
    offsets[x + 5 * y] = (((t + 1) * (t + 2)) / 2) % 64
    ;[x, y] = [y, (2 * x + 3 * y) % 5]
  }
  return offsets
}

/** The round constants as little-endian i64, from the shift register of FIPS 202, algorithm 5. */
export function keccakConstants(): Uint8Array {
  const bytes = new Uint8Array(8 * ROUNDS)
  const view = new DataView(bytes.buffer)
  let register = 1
  for (let round = 0; round < ROUNDS; round++) {
    let constant = 0n
    for (let j = 0; j <= 6; j++) {
      if ((register & 1) === 1) constant |= 1n << BigInt(2 ** j - 1)
      register = (register << 1) ^ ((register & 0x80) === 0 ? 0 : 0x171)
    }
    view.setBigUint64(8 * round, constant, true)
  }
  return bytes
}

function xor(terms: readonly string[]): string {
  return terms.reduce((sum, term) => `i64.xor(${sum}, ${term})`)
}
