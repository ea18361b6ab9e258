/** Logs, calls, creations and the ways a message ends. A call of the EEI answers 0 for success, the EVM's answers 1. */
export const calls = /* yul */ `
function log0(p:i32, n:i32) {
  ethereum.log(rt.at(p, n), n, 0:i32, 0:i32, 0:i32, 0:i32, 0:i32)
}

function log1(p:i32, n:i32, a0, a1, a2, a3) {
  rt.store(64:i32, a0, a1, a2, a3)
  ethereum.log(rt.at(p, n), n, 1:i32, 64:i32, 0:i32, 0:i32, 0:i32)
}

function log2(p:i32, n:i32, a0, a1, a2, a3, b0, b1, b2, b3) {
  rt.store(64:i32, a0, a1, a2, a3)
  rt.store(96:i32, b0, b1, b2, b3)
  ethereum.log(rt.at(p, n), n, 2:i32, 64:i32, 96:i32, 0:i32, 0:i32)
}

function log3(p:i32, n:i32, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) {
  rt.store(64:i32, a0, a1, a2, a3)
  rt.store(96:i32, b0, b1, b2, b3)
  rt.store(128:i32, c0, c1, c2, c3)
  ethereum.log(rt.at(p, n), n, 3:i32, 64:i32, 96:i32, 128:i32, 0:i32)
}

function log4(p:i32, n:i32, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3) {
  rt.store(64:i32, a0, a1, a2, a3)
  rt.store(96:i32, b0, b1, b2, b3)
  rt.store(128:i32, c0, c1, c2, c3)
  rt.store(160:i32, d0, d1, d2, d3)
  ethereum.log(rt.at(p, n), n, 4:i32, 64:i32, 96:i32, 128:i32, 160:i32)
}

function rt.call_result(status:i32, target:i32, n:i32) -> ok:i32 {
  ok := i32.eqz(status)
  let there:i32 := rt.available(0:i32, n, ethereum.getReturnDataSize())
  if there { ethereum.returnDataCopy(target, 0:i32, there) }
}

function call(g, a0, a1, a2, a3, v0, v1, v2, v3, p:i32, n:i32, q:i32, m:i32) -> ok:i32 {
  let input:i32 := rt.at(p, n)
  let output:i32 := rt.at(q, m)
  rt.store_address(a0, a1, a2)
  rt.store_amount(32:i32, v0, v1, v2, v3)
  ok := rt.call_result(ethereum.call(g, 0:i32, 32:i32, input, n), output, m)
}

function callcode(g, a0, a1, a2, a3, v0, v1, v2, v3, p:i32, n:i32, q:i32, m:i32) -> ok:i32 {
  let input:i32 := rt.at(p, n)
  let output:i32 := rt.at(q, m)
  rt.store_address(a0, a1, a2)
  rt.store_amount(32:i32, v0, v1, v2, v3)
  ok := rt.call_result(ethereum.callCode(g, 0:i32, 32:i32, input, n), output, m)
}

function delegatecall(g, a0, a1, a2, a3, p:i32, n:i32, q:i32, m:i32) -> ok:i32 {
  let input:i32 := rt.at(p, n)
  let output:i32 := rt.at(q, m)
  rt.store_address(a0, a1, a2)
  ok := rt.call_result(ethereum.callDelegate(g, 0:i32, input, n), output, m)
}

function staticcall(g, a0, a1, a2, a3, p:i32, n:i32, q:i32, m:i32) -> ok:i32 {
  let input:i32 := rt.at(p, n)
  let output:i32 := rt.at(q, m)
  rt.store_address(a0, a1, a2)
  ok := rt.call_result(ethereum.callStatic(g, 0:i32, input, n), output, m)
}

function create(v0, v1, v2, v3, p:i32, n:i32) -> r0, r1, r2, r3 {
  let input:i32 := rt.at(p, n)
  rt.store_amount(0:i32, v0, v1, v2, v3)
  if i32.eqz(ethereum.create(0:i32, input, n, 32:i32)) { r0, r1, r2, r3 := rt.load_address(32:i32) }
}

function create2(v0, v1, v2, v3, p:i32, n:i32, s0, s1, s2, s3) -> r0, r1, r2, r3 {
  let input:i32 := rt.at(p, n)
  rt.store_amount(0:i32, v0, v1, v2, v3)
  rt.store(64:i32, s0, s1, s2, s3)
  if i32.eqz(ethereum.create2(0:i32, input, n, 64:i32, 32:i32)) { r0, r1, r2, r3 := rt.load_address(32:i32) }
}

function return(p:i32, n:i32) {
  ethereum.finish(rt.at(p, n), n)
  unreachable()
}

function revert(p:i32, n:i32) {
  ethereum.revert(rt.at(p, n), n)
  unreachable()
}

function stop() {
  ethereum.finish(0:i32, 0:i32)
  unreachable()
}

function selfdestruct(a0, a1, a2, a3) {
  rt.store_address(a0, a1, a2)
  ethereum.selfDestruct(0:i32)
  unreachable()
}

function invalid() {
  unreachable()
}
`
