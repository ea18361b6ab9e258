import type { HostFunctions } from './host-function.ts'

const HASH_LENGTH = 32

/** Transactions whose bytes the node is to keep (`transaction_index` of sp-io). */
export const transactionIndexFunctions: HostFunctions = {
  ext_transaction_index_index_version_1: {
    parameters: ['i32', 'i32', 'i32'],
    result: undefined,
    bind:
      (host) =>
      (extrinsic = 0, size = 0, hash = 0) => {
        const contextHash = host.memory.copy(hash >>> 0, HASH_LENGTH)
        host.context.overlay.indexTransaction({
          kind: 'insert',
          extrinsic: extrinsic >>> 0,
          contextHash,
          size: size >>> 0,
        })
      },
  },
  ext_transaction_index_renew_version_1: {
    parameters: ['i32', 'i32'],
    result: undefined,
    bind:
      (host) =>
      (extrinsic = 0, hash = 0) => {
        const contextHash = host.memory.copy(hash >>> 0, HASH_LENGTH)
        const { overlay } = host.context
        overlay.indexTransaction({ kind: 'renew', extrinsic: extrinsic >>> 0, contextHash })
      },
  },
}
