/**
 * 256-bit arithmetic modulo 2^256 over four i64 limbs, the least significant first (`a0` … `a3`).
 *
 * Division works on u32 digits in memory (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D).
 */
export const arithmetic = /* yul */ `
function add(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  let c
  r0 := i64.add(a0, b0)
  r1, c := rt.add_with_carry(a1, b1, i64.extend_i32_u(i64.lt_u(r0, a0)))
  r2, c := rt.add_with_carry(a2, b2, c)
  r3 := i64.add(i64.add(a3, b3), c)
}

function rt.add_with_carry(a, b, c) -> r, d {
  let s := i64.add(a, b)
  r := i64.add(s, c)
  d := i64.extend_i32_u(i32.or(i64.lt_u(s, a), i64.lt_u(r, s)))
}

function sub(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  let c
  r0 := i64.sub(a0, b0)
  r1, c := rt.sub_with_borrow(a1, b1, i64.extend_i32_u(i64.lt_u(a0, b0)))
  r2, c := rt.sub_with_borrow(a2, b2, c)
  r3 := i64.sub(i64.sub(a3, b3), c)
}

function rt.sub_with_borrow(a, b, c) -> r, d {
  let s := i64.sub(a, b)
  r := i64.sub(s, c)
  d := i64.extend_i32_u(i32.or(i64.lt_u(a, b), i64.lt_u(s, c)))
}

function rt.negate(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  r0, r1, r2, r3 := sub(0, 0, 0, 0, a0, a1, a2, a3)
}

function mul(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  let high
  r0, r1 := rt.multiply(a0, b0)
  if i64.ne(i64.or(i64.or(i64.or(a1, a2), a3), i64.or(i64.or(b1, b2), b3)), 0) {
    r1, r2 := rt.multiply_add(a0, b1, r1, 0)
    r2, r3 := rt.multiply_add(a0, b2, r2, 0)
    r3 := i64.add(r3, i64.mul(a0, b3))
    r1, high := rt.multiply_add(a1, b0, r1, 0)
    r2, high := rt.multiply_add(a1, b1, r2, high)
    r3 := i64.add(r3, i64.add(high, i64.mul(a1, b2)))
    r2, high := rt.multiply_add(a2, b0, r2, 0)
    r3 := i64.add(r3, i64.add(high, i64.mul(a2, b1)))
    r3 := i64.add(r3, i64.mul(a3, b0))
  }
}

function rt.multiply(a, b) -> low, high {
  low := i64.mul(a, b)
  let a0 := i64.and(a, 0xffffffff)
  let a1 := i64.shr_u(a, 32)
  let b0 := i64.and(b, 0xffffffff)
  let b1 := i64.shr_u(b, 32)
  let middle := i64.add(i64.mul(a1, b0), i64.shr_u(i64.mul(a0, b0), 32))
  let cross := i64.add(i64.mul(a0, b1), i64.and(middle, 0xffffffff))
  high := i64.add(i64.mul(a1, b1), i64.add(i64.shr_u(middle, 32), i64.shr_u(cross, 32)))
}

function rt.multiply_add(a, b, c, d) -> low, high {
  low, high := rt.multiply(a, b)
  low := i64.add(low, c)
  high := i64.add(high, i64.extend_i32_u(i64.lt_u(low, c)))
  low := i64.add(low, d)
  high := i64.add(high, i64.extend_i32_u(i64.lt_u(low, d)))
}

function div(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  if rt.is_zero(b0, b1, b2, b3) { leave }
  if i64.eqz(i64.or(i64.or(i64.or(a1, a2), a3), i64.or(i64.or(b1, b2), b3))) {
    r0 := i64.div_u(a0, b0)
    leave
  }
  rt.store_dividend(a0, a1, a2, a3, 0, 0, 0, 0)
  rt.divide(16:i32, b0, b1, b2, b3)
  r0, r1, r2, r3 := rt.load_limbs(224:i32)
}

function mod(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  if rt.is_zero(b0, b1, b2, b3) { leave }
  if i64.eqz(i64.or(i64.or(i64.or(a1, a2), a3), i64.or(i64.or(b1, b2), b3))) {
    r0 := i64.rem_u(a0, b0)
    leave
  }
  rt.store_dividend(a0, a1, a2, a3, 0, 0, 0, 0)
  rt.divide(16:i32, b0, b1, b2, b3)
  r0, r1, r2, r3 := rt.load_limbs(64:i32)
}

function sdiv(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  let sign := i64.xor(a3, b3)
  a0, a1, a2, a3 := rt.absolute(a0, a1, a2, a3)
  b0, b1, b2, b3 := rt.absolute(b0, b1, b2, b3)
  r0, r1, r2, r3 := div(a0, a1, a2, a3, b0, b1, b2, b3)
  if i64.lt_s(sign, 0) { r0, r1, r2, r3 := rt.negate(r0, r1, r2, r3) }
}

function smod(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  let sign := a3
  a0, a1, a2, a3 := rt.absolute(a0, a1, a2, a3)
  b0, b1, b2, b3 := rt.absolute(b0, b1, b2, b3)
  r0, r1, r2, r3 := mod(a0, a1, a2, a3, b0, b1, b2, b3)
  if i64.lt_s(sign, 0) { r0, r1, r2, r3 := rt.negate(r0, r1, r2, r3) }
}

function rt.absolute(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  r0 := a0
  r1 := a1
  r2 := a2
  r3 := a3
  if i64.lt_s(a3, 0) { r0, r1, r2, r3 := rt.negate(a0, a1, a2, a3) }
}

function addmod(a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3) -> r0, r1, r2, r3 {
  if rt.is_zero(m0, m1, m2, m3) { leave }
  let c
  a0, c := rt.add_with_carry(a0, b0, 0)
  a1, c := rt.add_with_carry(a1, b1, c)
  a2, c := rt.add_with_carry(a2, b2, c)
  a3, c := rt.add_with_carry(a3, b3, c)
  rt.store_dividend(a0, a1, a2, a3, c, 0, 0, 0)
  rt.divide(16:i32, m0, m1, m2, m3)
  r0, r1, r2, r3 := rt.load_limbs(64:i32)
}

function mulmod(a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3) -> r0, r1, r2, r3 {
  if rt.is_zero(m0, m1, m2, m3) { leave }
  rt.store_dividend(0, 0, 0, 0, 0, 0, 0, 0)
  rt.multiply_row(64:i32, a0, b0, b1, b2, b3)
  rt.multiply_row(72:i32, a1, b0, b1, b2, b3)
  rt.multiply_row(80:i32, a2, b0, b1, b2, b3)
  rt.multiply_row(88:i32, a3, b0, b1, b2, b3)
  rt.divide(16:i32, m0, m1, m2, m3)
  r0, r1, r2, r3 := rt.load_limbs(64:i32)
}

function rt.multiply_row(p:i32, a, b0, b1, b2, b3) {
  let low
  let high
  low, high := rt.multiply_add(a, b0, i64.load(p), 0)
  i64.store(p, low)
  low, high := rt.multiply_add(a, b1, i64.load(p, 8), high)
  i64.store(p, low, 8)
  low, high := rt.multiply_add(a, b2, i64.load(p, 16), high)
  i64.store(p, low, 16)
  low, high := rt.multiply_add(a, b3, i64.load(p, 24), high)
  i64.store(p, low, 24)
  i64.store(p, high, 32)
}

function rt.store_dividend(a0, a1, a2, a3, a4, a5, a6, a7) {
  i64.store(64:i32, a0)
  i64.store(64:i32, a1, 8)
  i64.store(64:i32, a2, 16)
  i64.store(64:i32, a3, 24)
  i64.store(64:i32, a4, 32)
  i64.store(64:i32, a5, 40)
  i64.store(64:i32, a6, 48)
  i64.store(64:i32, a7, 56)
  i32.store(64:i32, 0:i32, 64)
}

function rt.load_limbs(p:i32) -> r0, r1, r2, r3 {
  r0 := i64.load(p)
  r1 := i64.load(p, 8)
  r2 := i64.load(p, 16)
  r3 := i64.load(p, 24)
}

function rt.divide(m:i32, b0, b1, b2, b3) {
  i64.store(192:i32, b0)
  i64.store(192:i32, b1, 8)
  i64.store(192:i32, b2, 16)
  i64.store(192:i32, b3, 24)
  i64.store(224:i32, 0)
  i64.store(224:i32, 0, 8)
  i64.store(224:i32, 0, 16)
  i64.store(224:i32, 0, 24)
  let n:i32 := 8:i32
  for { } i32.eqz(i32.load(i32.add(188:i32, i32.shl(n, 2:i32)))) { n := i32.sub(n, 1:i32) } { }
  for { } i32.and(i32.ge_u(m, n), i32.eqz(i32.load(i32.add(60:i32, i32.shl(m, 2:i32))))) { m := i32.sub(m, 1:i32) } { }
  if i32.lt_u(m, n) { leave }
  if i32.eq(n, 1:i32) {
    rt.divide_by_digit(m, i64.load32_u(192:i32))
    leave
  }
  let s := i64.extend_i32_u(i32.clz(i32.load(i32.add(188:i32, i32.shl(n, 2:i32)))))
  rt.shift_left(192:i32, n, s)
  rt.shift_left(64:i32, i32.add(m, 1:i32), s)
  let top := i64.load32_u(i32.add(188:i32, i32.shl(n, 2:i32)))
  let next := i64.load32_u(i32.add(184:i32, i32.shl(n, 2:i32)))
  for { let j:i32 := i32.sub(m, n) } i32.ge_s(j, 0:i32) { j := i32.sub(j, 1:i32) } {
    rt.divide_step(i32.add(64:i32, i32.shl(j, 2:i32)), j, n, top, next)
  }
  rt.shift_right(64:i32, n, s)
}

function rt.divide_by_digit(m:i32, digit) {
  let rest
  for { let j:i32 := i32.sub(m, 1:i32) } i32.ge_s(j, 0:i32) { j := i32.sub(j, 1:i32) } {
    let p:i32 := i32.shl(j, 2:i32)
    let value := i64.or(i64.shl(rest, 32), i64.load32_u(p, 64))
    rest := i64.rem_u(value, digit)
    i64.store32(p, 0, 64)
    i64.store32(p, i64.div_u(value, digit), 224)
  }
  i64.store(64:i32, rest)
}

function rt.divide_step(u:i32, j:i32, n:i32, top, next) {
  let last:i32 := i32.add(u, i32.shl(n, 2:i32))
  let value := i64.or(i64.shl(i64.load32_u(last), 32), i64.load32_u(i32.sub(last, 4:i32)))
  let q := i64.div_u(value, top)
  let rest := i64.rem_u(value, top)
  let below := i64.load32_u(i32.sub(last, 8:i32))
  for { } i32.or(i64.gt_u(q, 0xffffffff), i64.gt_u(i64.mul(q, next), i64.or(i64.shl(rest, 32), below))) { } {
    q := i64.sub(q, 1)
    rest := i64.add(rest, top)
    if i64.gt_u(rest, 0xffffffff) { break }
  }
  if i64.lt_s(rt.subtract_product(u, n, q), 0) {
    q := i64.sub(q, 1)
    rt.add_back(u, n)
  }
  i64.store32(i32.shl(j, 2:i32), q, 224)
}

function rt.subtract_product(u:i32, n:i32, q) -> t {
  let k
  let i:i32
  for { } i32.lt_u(i, i32.shl(n, 2:i32)) { i := i32.add(i, 4:i32) } {
    let p := i64.mul(q, i64.load32_u(i, 192))
    t := i64.sub(i64.sub(i64.load32_u(i32.add(u, i)), k), i64.and(p, 0xffffffff))
    i64.store32(i32.add(u, i), t)
    k := i64.sub(i64.shr_u(p, 32), i64.shr_s(t, 32))
  }
  t := i64.sub(i64.load32_u(i32.add(u, i)), k)
  i64.store32(i32.add(u, i), t)
}

function rt.add_back(u:i32, n:i32) {
  let k
  let i:i32
  for { } i32.lt_u(i, i32.shl(n, 2:i32)) { i := i32.add(i, 4:i32) } {
    let t := i64.add(i64.add(i64.load32_u(i32.add(u, i)), i64.load32_u(i, 192)), k)
    i64.store32(i32.add(u, i), t)
    k := i64.shr_u(t, 32)
  }
  i64.store32(i32.add(u, i), i64.add(i64.load32_u(i32.add(u, i)), k))
}

function rt.shift_left(p:i32, n:i32, s) {
  let carry
  for { let i:i32 } i32.lt_u(i, n) { i := i32.add(i, 1:i32) } {
    let value := i64.shl(i64.load32_u(p), s)
    i64.store32(p, i64.or(value, carry))
    carry := i64.shr_u(value, 32)
    p := i32.add(p, 4:i32)
  }
}

function rt.shift_right(p:i32, n:i32, s) {
  for { let i:i32 := 1:i32 } i32.lt_u(i, n) { i := i32.add(i, 1:i32) } {
    i64.store32(p, i64.shr_u(i64.or(i64.shl(i64.load32_u(p, 4), 32), i64.load32_u(p)), s))
    p := i32.add(p, 4:i32)
  }
  i64.store32(p, i64.shr_u(i64.load32_u(p), s))
}

function exp(a0, a1, a2, a3, e0, e1, e2, e3) -> r0, r1, r2, r3 {
  r0 := 1
  for { } i32.eqz(rt.is_zero(e0, e1, e2, e3)) { } {
    if i32.wrap_i64(i64.and(e0, 1)) { r0, r1, r2, r3 := mul(r0, r1, r2, r3, a0, a1, a2, a3) }
    a0, a1, a2, a3 := mul(a0, a1, a2, a3, a0, a1, a2, a3)
    e0 := i64.or(i64.shr_u(e0, 1), i64.shl(e1, 63))
    e1 := i64.or(i64.shr_u(e1, 1), i64.shl(e2, 63))
    e2 := i64.or(i64.shr_u(e2, 1), i64.shl(e3, 63))
    e3 := i64.shr_u(e3, 1)
  }
}

function signextend(b0, b1, b2, b3, x0, x1, x2, x3) -> r0, r1, r2, r3 {
  if i32.or(i64.ne(i64.or(i64.or(b1, b2), b3), 0), i64.gt_u(b0, 30)) {
    r0 := x0
    r1 := x1
    r2 := x2
    r3 := x3
    leave
  }
  let s := i64.shl(i64.sub(31, b0), 3)
  r0, r1, r2, r3 := shl(s, 0, 0, 0, x0, x1, x2, x3)
  r0, r1, r2, r3 := sar(s, 0, 0, 0, r0, r1, r2, r3)
}
`
