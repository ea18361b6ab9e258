import type { Json } from '../../src/json-rpc/json.ts'
import { ScaleReader } from '../../src/substrate-host/scale-reader.ts'
import { readCompactBig, readU128 } from './scale-number.ts'

const dispatchClasses = ['normal', 'operational', 'mandatory'] as const

/** SCALE `RuntimeDispatchInfo` as `payment_queryInfo` shows it. @throws ScaleError */
export function dispatchInfoResult(encoded: Uint8Array): Json {
  const reader = new ScaleReader(encoded, 'RuntimeDispatchInfo')
  const refTime = readCompactBig(reader)
  const proofSize = readCompactBig(reader)
  return {
    weight: { ref_time: Number(refTime), proof_size: Number(proofSize) },
    class: dispatchClasses[reader.u8()] ?? 'normal',
    partialFee: readU128(reader).toString(),
  }
}

/** SCALE `FeeDetails` as `payment_queryFeeDetails` shows it: no inclusion fee for what pays none. @throws ScaleError */
export function feeDetailsResult(encoded: Uint8Array): Json {
  const reader = new ScaleReader(encoded, 'FeeDetails')
  if (reader.u8() === 0) return { inclusionFee: null }
  const hex = (): string => `0x${readU128(reader).toString(16)}`
  return { inclusionFee: { baseFee: hex(), lenFee: hex(), adjustedWeightFee: hex() } }
}
