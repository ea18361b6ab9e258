/** Bit operations and comparisons of words. Comparisons give an i32. */
export const bitwise = /* yul */ `
function not(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  r0 := i64.xor(a0, 0xffffffffffffffff)
  r1 := i64.xor(a1, 0xffffffffffffffff)
  r2 := i64.xor(a2, 0xffffffffffffffff)
  r3 := i64.xor(a3, 0xffffffffffffffff)
}

function and(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  r0 := i64.and(a0, b0)
  r1 := i64.and(a1, b1)
  r2 := i64.and(a2, b2)
  r3 := i64.and(a3, b3)
}

function or(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  r0 := i64.or(a0, b0)
  r1 := i64.or(a1, b1)
  r2 := i64.or(a2, b2)
  r3 := i64.or(a3, b3)
}

function xor(a0, a1, a2, a3, b0, b1, b2, b3) -> r0, r1, r2, r3 {
  r0 := i64.xor(a0, b0)
  r1 := i64.xor(a1, b1)
  r2 := i64.xor(a2, b2)
  r3 := i64.xor(a3, b3)
}

function byte(i0, i1, i2, i3, x0, x1, x2, x3) -> r0, r1, r2, r3 {
  if i32.or(i64.ne(i64.or(i64.or(i1, i2), i3), 0), i64.gt_u(i0, 31)) { leave }
  r0, r1, r2, r3 := shr(i64.shl(i64.sub(31, i0), 3), 0, 0, 0, x0, x1, x2, x3)
  r0 := i64.and(r0, 0xff)
  r1 := 0
  r2 := 0
  r3 := 0
}

function rt.shifts_out(s0, s1, s2, s3) -> r:i32 {
  r := i32.or(i64.ne(i64.or(i64.or(s1, s2), s3), 0), i64.gt_u(s0, 255))
}

function shl(s0, s1, s2, s3, x0, x1, x2, x3) -> r0, r1, r2, r3 {
  if rt.shifts_out(s0, s1, s2, s3) { leave }
  if i32.wrap_i64(i64.and(s0, 128)) {
    x3 := x1
    x2 := x0
    x1 := 0
    x0 := 0
  }
  if i32.wrap_i64(i64.and(s0, 64)) {
    x3 := x2
    x2 := x1
    x1 := x0
    x0 := 0
  }
  let s := i64.and(s0, 63)
  if i64.eqz(s) {
    r0 := x0
    r1 := x1
    r2 := x2
    r3 := x3
    leave
  }
  let c := i64.sub(64, s)
  r0 := i64.shl(x0, s)
  r1 := i64.or(i64.shl(x1, s), i64.shr_u(x0, c))
  r2 := i64.or(i64.shl(x2, s), i64.shr_u(x1, c))
  r3 := i64.or(i64.shl(x3, s), i64.shr_u(x2, c))
}

function shr(s0, s1, s2, s3, x0, x1, x2, x3) -> r0, r1, r2, r3 {
  if rt.shifts_out(s0, s1, s2, s3) { leave }
  r0, r1, r2, r3 := rt.shift_in(s0, x0, x1, x2, x3, 0)
}

function sar(s0, s1, s2, s3, x0, x1, x2, x3) -> r0, r1, r2, r3 {
  let sign := i64.shr_s(x3, 63)
  if rt.shifts_out(s0, s1, s2, s3) {
    r0 := sign
    r1 := sign
    r2 := sign
    r3 := sign
    leave
  }
  r0, r1, r2, r3 := rt.shift_in(s0, x0, x1, x2, x3, sign)
}

function rt.shift_in(s, x0, x1, x2, x3, sign) -> r0, r1, r2, r3 {
  if i32.wrap_i64(i64.and(s, 128)) {
    x0 := x2
    x1 := x3
    x2 := sign
    x3 := sign
  }
  if i32.wrap_i64(i64.and(s, 64)) {
    x0 := x1
    x1 := x2
    x2 := x3
    x3 := sign
  }
  s := i64.and(s, 63)
  if i64.eqz(s) {
    r0 := x0
    r1 := x1
    r2 := x2
    r3 := x3
    leave
  }
  let c := i64.sub(64, s)
  r0 := i64.or(i64.shr_u(x0, s), i64.shl(x1, c))
  r1 := i64.or(i64.shr_u(x1, s), i64.shl(x2, c))
  r2 := i64.or(i64.shr_u(x2, s), i64.shl(x3, c))
  r3 := i64.or(i64.shr_u(x3, s), i64.shl(sign, c))
}

function rt.is_zero(a0, a1, a2, a3) -> r:i32 {
  r := i64.eqz(i64.or(i64.or(a0, a1), i64.or(a2, a3)))
}

function eq(a0, a1, a2, a3, b0, b1, b2, b3) -> r:i32 {
  r := i64.eqz(i64.or(i64.or(i64.xor(a0, b0), i64.xor(a1, b1)), i64.or(i64.xor(a2, b2), i64.xor(a3, b3))))
}

function lt(a0, a1, a2, a3, b0, b1, b2, b3) -> r:i32 {
  if i64.ne(a3, b3) {
    r := i64.lt_u(a3, b3)
    leave
  }
  r := rt.low_limbs_less(a0, a1, a2, b0, b1, b2)
}

function slt(a0, a1, a2, a3, b0, b1, b2, b3) -> r:i32 {
  if i64.ne(a3, b3) {
    r := i64.lt_s(a3, b3)
    leave
  }
  r := rt.low_limbs_less(a0, a1, a2, b0, b1, b2)
}

function rt.low_limbs_less(a0, a1, a2, b0, b1, b2) -> r:i32 {
  if i64.ne(a2, b2) {
    r := i64.lt_u(a2, b2)
    leave
  }
  if i64.ne(a1, b1) {
    r := i64.lt_u(a1, b1)
    leave
  }
  r := i64.lt_u(a0, b0)
}

function gt(a0, a1, a2, a3, b0, b1, b2, b3) -> r:i32 {
  r := lt(b0, b1, b2, b3, a0, a1, a2, a3)
}

function sgt(a0, a1, a2, a3, b0, b1, b2, b3) -> r:i32 {
  r := slt(b0, b1, b2, b3, a0, a1, a2, a3)
}
`
