import { optional, required } from '../../src/json-rpc/method.ts'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { hash } from '../params/bytes.ts'
import { extrinsic } from '../params/extrinsic.ts'
import { dispatchInfoResult, feeDetailsResult } from '../results/fees.ts'
import { asIs } from '../results/value.ts'
import { method } from './method.ts'
import { callRuntime, clientErrors } from './runtime-call.ts'

const params = [required('extrinsic', extrinsic), optional('at', hash, undefined)] as const

/** `payment_*`: what a transaction costs. */
export const paymentMethods = [
  method({
    name: 'payment_queryInfo',
    params,
    result: asIs,
    handle: ({ node }, [encoded, at]) => {
      const entry = 'TransactionPaymentApi_query_info'
      const output = callRuntime(node.chain, at, entry, withLength(encoded))
      return clientErrors(() => dispatchInfoResult(output))
    },
  }),
  method({
    name: 'payment_queryFeeDetails',
    params,
    result: asIs,
    handle: ({ node }, [encoded, at]) => {
      const entry = 'TransactionPaymentApi_query_fee_details'
      const output = callRuntime(node.chain, at, entry, withLength(encoded))
      return clientErrors(() => feeDetailsResult(output))
    },
  }),
]

/** The arguments of both: the extrinsic, and how long it is. */
function withLength(encoded: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, encoded.length, true)
  return concatBytes([encoded, length])
}
