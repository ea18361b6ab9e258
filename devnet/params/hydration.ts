import { boolean } from '../../src/json-rpc/params/boolean.ts'

/** Whether a block is shown with its transactions or with their hashes. */
export type Hydration = 'hashes' | 'transactions'

/** The flag of `eth_getBlockBy…`: true for whole transactions. @throws RpcError */
export function hydration(value: unknown, path: string): Hydration {
  return boolean(value, path) ? 'transactions' : 'hashes'
}
