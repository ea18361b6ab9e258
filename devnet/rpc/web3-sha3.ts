import { required } from '../../src/json-rpc/method.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { data as dataParam } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/** `web3_sha3`: Keccak-256 of the data. */
export const sha3 = method({
  name: 'web3_sha3',
  params: [required('data', dataParam)],
  result: data,
  handle: (_node, [bytes]) => keccak256(bytes),
})
