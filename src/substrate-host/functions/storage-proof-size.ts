import type { HostFunctions } from './host-function.ts'

/** What stands for "no proof is being recorded" (cumulus). */
const NOT_RECORDING = [-1, -1] as const

/** The size of the proof recorded so far, which runtimes of parachains ask for: this host executes on whole states. */
export const storageProofSizeFunctions: HostFunctions = {
  ext_storage_proof_size_storage_proof_size_version_1: {
    parameters: [],
    result: 'i64',
    bind: (host) => () => host.wide(...NOT_RECORDING),
  },
}
