// Calls itself with negative gas: an i64 whose sign bit is set must not become a credit.
function main() {
  ethereum.getAddress(0:i32)
  i64.store(32:i32, 0)
  i64.store(32:i32, 0, 8)
  ethereum.call(0xffffffffffffffff, 0:i32, 32:i32, 0:i32, 0:i32)
  ethereum.callStatic(0x8000000000000000, 0:i32, 0:i32, 0:i32)
}
