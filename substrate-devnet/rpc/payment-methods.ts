import { optional, required } from '../../src/json-rpc/method.ts'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { hash } from '../params/bytes.ts'
import { extrinsic } from '../params/extrinsic.ts'
import { dispatchInfoResult, feeDetailsResult } from '../results/fees.ts'
import { method } from './method.ts'
import { callRuntime } from './runtime-call.ts'

const params = [required('extrinsic', extrinsic), optional('at', hash, undefined)] as const

/** `payment_*`: what a transaction costs. */
export const paymentMethods = [
  method({
    name: 'payment_queryInfo',
    params,
    result: dispatchInfoResult,
    handle: ({ node }, [encoded, at]) =>
      callRuntime(node.chain, at, 'TransactionPaymentApi_query_info', withLength(encoded)),
  }),
  method({
    name: 'payment_queryFeeDetails',
    params,
    result: feeDetailsResult,
    handle: ({ node }, [encoded, at]) =>
      callRuntime(node.chain, at, 'TransactionPaymentApi_query_fee_details', withLength(encoded)),
  }),
]

/** The arguments of both: the extrinsic, and how long it is. */
function withLength(encoded: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, encoded.length, true)
  return concatBytes([encoded, length])
}
