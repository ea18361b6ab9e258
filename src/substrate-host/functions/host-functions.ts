import { allocatorFunctions } from './allocator.ts'
import { childStorageFunctions } from './child-storage.ts'
import { cryptoFunctions } from './crypto.ts'
import { hashingFunctions } from './hashing.ts'
import type { HostFunctions } from './host-function.ts'
import { keystoreFunctions } from './keystore.ts'
import { loggingFunctions } from './logging.ts'
import { miscFunctions } from './misc.ts'
import { offchainFunctions } from './offchain.ts'
import { offchainHttpFunctions } from './offchain-http.ts'
import { offchainIndexFunctions } from './offchain-index.ts'
import { panicHandlerFunctions } from './panic-handler.ts'
import { storageFunctions } from './storage.ts'
import { storageProofSizeFunctions } from './storage-proof-size.ts'
import { transactionIndexFunctions } from './transaction-index.ts'
import { trieFunctions } from './trie.ts'
import { wasmTracingFunctions } from './wasm-tracing.ts'

/**
 * All host functions by the name under which a runtime imports them from `env`.
 * @see https://spec.polkadot.network/chap-host-api
 */
export const hostFunctions: HostFunctions = {
  ...storageFunctions,
  ...childStorageFunctions,
  ...cryptoFunctions,
  ...keystoreFunctions,
  ...hashingFunctions,
  ...offchainFunctions,
  ...offchainHttpFunctions,
  ...offchainIndexFunctions,
  ...transactionIndexFunctions,
  ...trieFunctions,
  ...miscFunctions,
  ...allocatorFunctions,
  ...loggingFunctions,
  ...panicHandlerFunctions,
  ...wasmTracingFunctions,
  ...storageProofSizeFunctions,
}
