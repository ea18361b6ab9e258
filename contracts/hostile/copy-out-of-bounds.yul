// Hands the host pointers that reach over the end of memory; the first byte of call data says by which function.
function main() {
  ethereum.callDataCopy(0:i32, 0:i32, 1:i32)
  switch i32.load8_u(0:i32)
  case 0:i32 { ethereum.callDataCopy(0xfffffff0:i32, 0:i32, 1:i32) }
  case 1:i32 { ethereum.callDataCopy(0:i32, 0xffffffff:i32, 2:i32) }
  case 2:i32 { ethereum.codeCopy(0xffff:i32, 0:i32, 2:i32) }
  case 3:i32 { ethereum.storageStore(0xffe1:i32, 0:i32) }
  case 4:i32 { ethereum.storageLoad(0:i32, 0xffffffe0:i32) }
  case 5:i32 { ethereum.log(0xffffffff:i32, 16:i32, 0:i32, 0:i32, 0:i32, 0:i32, 0:i32) }
  case 6:i32 { ethereum.finish(1:i32, 0xffffffff:i32) }
  case 7:i32 { ethereum.revert(0x10000:i32, 1:i32) }
  case 8:i32 { ethereum.call(0x7fffffffffffffff, 0xffffffff:i32, 0:i32, 0:i32, 0:i32) }
  case 9:i32 { ethereum.create(64:i32, 0xfffffffe:i32, 4:i32, 32:i32) }
  default { i32.store8(0x10000:i32, 1:i32) }
}
