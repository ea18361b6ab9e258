import type { Json } from '../../src/json-rpc/json.ts'
import { ScaleReader } from '../../src/primitives/scale/scale-reader.ts'

const dispatchClasses = ['normal', 'operational', 'mandatory'] as const

/** SCALE `RuntimeDispatchInfo` as `payment_queryInfo` shows it. @throws MalformedScaleError */
export function dispatchInfoResult(encoded: Uint8Array): Json {
  const reader = new ScaleReader(encoded, 'RuntimeDispatchInfo')
  const refTime = reader.compactBig()
  const proofSize = reader.compactBig()
  return {
    weight: { ref_time: Number(refTime), proof_size: Number(proofSize) },
    class: dispatchClasses[reader.u8()] ?? 'normal',
    partialFee: reader.u128().toString(),
  }
}

/** SCALE `FeeDetails` as `payment_queryFeeDetails` shows it: no inclusion fee for what pays none. @throws MalformedScaleError */
export function feeDetailsResult(encoded: Uint8Array): Json {
  const reader = new ScaleReader(encoded, 'FeeDetails')
  if (reader.u8() === 0) return { inclusionFee: null }
  const hex = (): string => `0x${reader.u128().toString(16)}`
  return { inclusionFee: { baseFee: hex(), lenFee: hex(), adjustedWeightFee: hex() } }
}
