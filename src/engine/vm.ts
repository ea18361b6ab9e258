import type { ExecutionResult } from './execution-result.ts'
import type { Host } from './host.ts'
import type { ContractCode, Message } from './message.ts'
import type { Revision } from './revision.ts'

/**
 * Executes code: `evmc_execute_fn`. Ewasm and EVM are two implementations.
 *
 * The failure of a contract is a status of the result. The failure of the engine (native stack or memory exhausted, a
 * bug) is a thrown `EngineError`: it aborts the whole transaction and is never a contract's result.
 *
 * For create messages `code` is the init code. The output of a successful create is the code to deploy, which the host
 * charges for and stores.
 */
export interface Vm {
  execute(host: Host, revision: Revision, message: Message, code: ContractCode): ExecutionResult
  /**
   * Whether `code` may be deployed: undefined when it may, else a sentence that says why not. The host asks before it
   * stores what a create returned. Depends on the revision, because imports come with revisions (`create2`).
   */
  refuseDeployment(revision: Revision, code: Uint8Array): string | undefined
}
