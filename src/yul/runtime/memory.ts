/**
 * EVM memory: it begins at `memory.base()` in linear memory, grows when it is used, and holds big-endian words.
 *
 * What the EVM ends for want of gas because memory would grow too far ends here with a trap.
 */
export const memory = /* yul */ `
function rt.at(p:i32, n:i32) -> address:i32 {
  if i32.eqz(n) { leave }
  let end := i64.add(i64.add(i64.extend_i32_u(p), i64.extend_i32_u(n)), i64.extend_i32_u(memory.base()))
  if i64.gt_u(end, i64.shl(i64.extend_i32_u(memory.size()), 16)) { rt.grow(end) }
  address := i32.add(p, memory.base())
}

function rt.grow(end) {
  let pages := i64.shr_u(i64.add(end, 0xffff), 16)
  if i64.gt_u(pages, 0x10000) { unreachable() }
  let more:i32 := i32.sub(i32.wrap_i64(pages), memory.size())
  if i32.eq(memory.grow(more), 0xffffffff:i32) { unreachable() }
}

function rt.pointer(a0, a1, a2, a3) -> p:i32 {
  p := i32.wrap_i64(a0)
  if i64.ne(i64.or(i64.or(i64.shr_u(a0, 32), a1), i64.or(a2, a3)), 0) { p := 0xffffffff:i32 }
}

function rt.gas(a0, a1, a2, a3) -> gas {
  gas := a0
  if i32.or(i64.ne(i64.or(i64.or(a1, a2), a3), 0), i64.lt_s(a0, 0)) { gas := 0x7fffffffffffffff }
}

function rt.swap(a) -> r {
  r := i64.or(i64.shl(i64.and(a, 0x00ff00ff00ff00ff), 8), i64.and(i64.shr_u(a, 8), 0x00ff00ff00ff00ff))
  r := i64.or(i64.shl(i64.and(r, 0x0000ffff0000ffff), 16), i64.and(i64.shr_u(r, 16), 0x0000ffff0000ffff))
  r := i64.rotl(r, 32)
}

function rt.load(p:i32) -> r0, r1, r2, r3 {
  r0 := rt.swap(i64.load(p, 24))
  r1 := rt.swap(i64.load(p, 16))
  r2 := rt.swap(i64.load(p, 8))
  r3 := rt.swap(i64.load(p))
}

function rt.store(p:i32, a0, a1, a2, a3) {
  i64.store(p, rt.swap(a0), 24)
  i64.store(p, rt.swap(a1), 16)
  i64.store(p, rt.swap(a2), 8)
  i64.store(p, rt.swap(a3))
}

function rt.zero(p:i32, n:i32) {
  let end:i32 := i32.add(p, n)
  for { } i32.ge_u(i32.sub(end, p), 8:i32) { p := i32.add(p, 8:i32) } { i64.store(p, 0) }
  for { } i32.lt_u(p, end) { p := i32.add(p, 1:i32) } { i32.store8(p, 0:i32) }
}

function mload(p:i32) -> r0, r1, r2, r3 {
  r0, r1, r2, r3 := rt.load(rt.at(p, 32:i32))
}

function mstore(p:i32, a0, a1, a2, a3) {
  rt.store(rt.at(p, 32:i32), a0, a1, a2, a3)
}

function mstore8(p:i32, a0, a1, a2, a3) {
  i64.store8(rt.at(p, 1:i32), a0)
}
`
