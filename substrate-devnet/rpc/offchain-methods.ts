import { required } from '../../src/json-rpc/method.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { bytes } from '../params/bytes.ts'
import { asIs, hexOrNull } from '../results/value.ts'
import { method } from './method.ts'

/** The two stores of off-chain workers; a node with one chain keeps them together. @throws RpcError */
function storageKind(value: unknown, path: string): string {
  if (value === 'PERSISTENT' || value === 'LOCAL') return value
  throw refuse(path, '"PERSISTENT" or "LOCAL"', value)
}

/** Kept in memory. */
const MAX_ENTRIES = 10_000

const kind = required('kind', storageKind)
const key = required('key', bytes)

/** `offchain_*`: what is stored beside the chain. Reading also finds what the runtime has indexed. */
export const offchainMethods = [
  method({
    name: 'offchain_localStorageGet',
    params: [kind, key],
    result: hexOrNull,
    handle: ({ node }, [which, wanted]) =>
      node.offchainStorage.get(`${which} ${toHex(wanted)}`) ??
      (which === 'PERSISTENT' ? node.chain.offchain(wanted) : undefined),
  }),
  method({
    name: 'offchain_localStorageSet',
    params: [kind, key, required('value', bytes)],
    result: asIs,
    handle: ({ node: { offchainStorage } }, [which, wanted, value]) => {
      if (offchainStorage.size >= MAX_ENTRIES) {
        throw new RpcError(chainErrorCode.unavailable, `there are ${MAX_ENTRIES} entries already`)
      }
      offchainStorage.set(`${which} ${toHex(wanted)}`, value)
      return null
    },
  }),
  method({
    name: 'offchain_localStorageClear',
    params: [kind, key],
    result: asIs,
    handle: ({ node }, [which, wanted]) => {
      node.offchainStorage.delete(`${which} ${toHex(wanted)}`)
      return null
    },
  }),
]
