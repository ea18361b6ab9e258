/**
 * What a contract asks the host. The EEI takes 256-bit words, addresses and topics in memory, big-endian, and amounts
 * little-endian.
 *
 * Copies past the end of call data or code give zeros, as in the EVM; the EEI itself would trap.
 */
export const environment = /* yul */ `
function rt.store_address(a0, a1, a2) {
  i32.store(0:i32, i32.wrap_i64(i64.shr_u(rt.swap(a2), 32)))
  i64.store(0:i32, rt.swap(a1), 4)
  i64.store(0:i32, rt.swap(a0), 12)
}

function rt.load_address(p:i32) -> r0, r1, r2, r3 {
  r0 := rt.swap(i64.load(p, 12))
  r1 := rt.swap(i64.load(p, 4))
  r2 := rt.swap(i64.shl(i64.load32_u(p), 32))
}

function rt.load_amount(p:i32) -> r0, r1, r2, r3 {
  r0 := i64.load(p)
  r1 := i64.load(p, 8)
}

function rt.store_amount(p:i32, a0, a1, a2, a3) {
  if i64.ne(i64.or(a2, a3), 0) {
    a0 := 0xffffffffffffffff
    a1 := 0xffffffffffffffff
  }
  i64.store(p, a0)
  i64.store(p, a1, 8)
}

function address() -> r0, r1, r2, r3 {
  ethereum.getAddress(0:i32)
  r0, r1, r2, r3 := rt.load_address(0:i32)
}

function caller() -> r0, r1, r2, r3 {
  ethereum.getCaller(0:i32)
  r0, r1, r2, r3 := rt.load_address(0:i32)
}

function origin() -> r0, r1, r2, r3 {
  ethereum.getTxOrigin(0:i32)
  r0, r1, r2, r3 := rt.load_address(0:i32)
}

function coinbase() -> r0, r1, r2, r3 {
  ethereum.getBlockCoinbase(0:i32)
  r0, r1, r2, r3 := rt.load_address(0:i32)
}

function callvalue() -> r0, r1, r2, r3 {
  ethereum.getCallValue(0:i32)
  r0, r1, r2, r3 := rt.load_amount(0:i32)
}

function gasprice() -> r0, r1, r2, r3 {
  ethereum.getTxGasPrice(0:i32)
  r0, r1, r2, r3 := rt.load_amount(0:i32)
}

function balance(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  rt.store_address(a0, a1, a2)
  ethereum.getExternalBalance(0:i32, 32:i32)
  r0, r1, r2, r3 := rt.load_amount(32:i32)
}

function selfbalance() -> r0, r1, r2, r3 {
  ethereum.getAddress(0:i32)
  ethereum.getExternalBalance(0:i32, 32:i32)
  r0, r1, r2, r3 := rt.load_amount(32:i32)
}

function blockhash(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  if i32.or(i64.ne(i64.or(i64.or(a1, a2), a3), 0), i64.lt_s(a0, 0)) { leave }
  if i32.eqz(ethereum.getBlockHash(a0, 0:i32)) { r0, r1, r2, r3 := rt.load(0:i32) }
}

function difficulty() -> r0, r1, r2, r3 {
  ethereum.getBlockDifficulty(0:i32)
  r0, r1, r2, r3 := rt.load_limbs(0:i32)
}

function prevrandao() -> r0, r1, r2, r3 {
  r0, r1, r2, r3 := difficulty()
}

function timestamp() -> r { r := ethereum.getBlockTimestamp() }
function number() -> r { r := ethereum.getBlockNumber() }
function gaslimit() -> r { r := ethereum.getBlockGasLimit() }
function gas() -> r { r := ethereum.getGasLeft() }
function calldatasize() -> r:i32 { r := ethereum.getCallDataSize() }
function codesize() -> r:i32 { r := ethereum.getCodeSize() }
function returndatasize() -> r:i32 { r := ethereum.getReturnDataSize() }

function extcodesize(a0, a1, a2, a3) -> r:i32 {
  rt.store_address(a0, a1, a2)
  r := ethereum.getExternalCodeSize(0:i32)
}

function rt.available(source:i32, n:i32, size:i32) -> r:i32 {
  if i32.lt_u(source, size) {
    r := i32.sub(size, source)
    if i32.gt_u(r, n) { r := n }
  }
}

function calldataload(source:i32) -> r0, r1, r2, r3 {
  let n:i32 := rt.available(source, 32:i32, ethereum.getCallDataSize())
  if i32.eqz(n) { leave }
  if i32.ne(n, 32:i32) { rt.zero(0:i32, 32:i32) }
  ethereum.callDataCopy(0:i32, source, n)
  r0, r1, r2, r3 := rt.load(0:i32)
}

function calldatacopy(target:i32, source:i32, n:i32) {
  let p:i32 := rt.at(target, n)
  let there:i32 := rt.available(source, n, ethereum.getCallDataSize())
  if there { ethereum.callDataCopy(p, source, there) }
  rt.zero(i32.add(p, there), i32.sub(n, there))
}

function codecopy(target:i32, source:i32, n:i32) {
  let p:i32 := rt.at(target, n)
  let there:i32 := rt.available(source, n, ethereum.getCodeSize())
  if there { ethereum.codeCopy(p, source, there) }
  rt.zero(i32.add(p, there), i32.sub(n, there))
}

function extcodecopy(a0, a1, a2, a3, target:i32, source:i32, n:i32) {
  let p:i32 := rt.at(target, n)
  rt.store_address(a0, a1, a2)
  let there:i32 := rt.available(source, n, ethereum.getExternalCodeSize(0:i32))
  if there { ethereum.externalCodeCopy(0:i32, p, source, there) }
  rt.zero(i32.add(p, there), i32.sub(n, there))
}

function returndatacopy(target:i32, source:i32, n:i32) {
  let p:i32 := rt.at(target, n)
  ethereum.returnDataCopy(p, source, n)
}

function sload(a0, a1, a2, a3) -> r0, r1, r2, r3 {
  rt.store(0:i32, a0, a1, a2, a3)
  ethereum.storageLoad(0:i32, 32:i32)
  r0, r1, r2, r3 := rt.load(32:i32)
}

function sstore(a0, a1, a2, a3, b0, b1, b2, b3) {
  rt.store(0:i32, a0, a1, a2, a3)
  rt.store(32:i32, b0, b1, b2, b3)
  ethereum.storageStore(0:i32, 32:i32)
}
`
