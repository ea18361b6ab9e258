import type { HostFunctions } from './host-function.ts'

/**
 * Entries of the node's index for off-chain use; the state does not know of them.
 * @see https://spec.polkadot.network/chap-host-api#sect-offchain-index-api
 */
export const offchainIndexFunctions: HostFunctions = {
  ext_offchain_index_set_version_1: {
    parameters: ['i64', 'i64'],
    result: undefined,
    bind:
      (host) =>
      (key = 0, keyLength = 0, value = 0, valueLength = 0) => {
        const copy = host.memory.copy(value >>> 0, valueLength >>> 0)
        host.context.overlay.setOffchain(host.memory.view(key >>> 0, keyLength >>> 0), copy)
      },
  },
  ext_offchain_index_clear_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind:
      (host) =>
      (key = 0, length = 0) =>
        host.context.overlay.setOffchain(host.memory.view(key >>> 0, length >>> 0), undefined),
  },
}
