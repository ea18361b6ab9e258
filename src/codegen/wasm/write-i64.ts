import type { ByteWriter } from '../../wasm/byte-writer.ts'

/** Writes an i64 that is given as two digits of 32 bits as a signed LEB128, without a bigint. */
export function writeI64(writer: ByteWriter, low: number, high: number): void {
  if ((low | 0) >> 31 === (high | 0)) {
    writer.s32(low)
    return
  }
  let [lower, upper] = [low | 0, high | 0]
  for (;;) {
    const group = lower & 0x7f
    lower = (lower >>> 7) | (upper << 25)
    upper >>= 7
    const sign = group & 0x40 ? -1 : 0
    if (lower === sign && upper === sign) {
      writer.byte(group)
      return
    }
    writer.byte(group | 0x80)
  }
}
