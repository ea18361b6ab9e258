import type { HostFunctions } from './host-function.ts'

/**
 * The heap.
 * @see https://spec.polkadot.network/chap-host-api#sect-allocator-api
 */
export const allocatorFunctions: HostFunctions = {
  ext_allocator_malloc_version_1: {
    parameters: ['i32'],
    result: 'i32',
    bind:
      ({ heap }) =>
      (size = 0) =>
        heap.allocate(size >>> 0),
  },
  ext_allocator_free_version_1: {
    parameters: ['i32'],
    result: undefined,
    bind:
      ({ heap }) =>
      (pointer = 0) =>
        heap.free(pointer >>> 0),
  },
}
