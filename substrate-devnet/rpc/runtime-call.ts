import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { GantryError } from '../../src/primitives/gantry-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { ChainState, SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { chainErrorCode } from '../chain-error-code.ts'

/** The block that a request names, or the best one. @throws RpcError when there is none */
export function blockOrBest(chain: SubstrateChain, at: Hash | undefined): Hash {
  if (at === undefined) return chain.best.hash
  if (chain.header(at) !== undefined) return at
  throw unknownBlock(at)
}

/** The error for a block that the node does not have. */
export function unknownBlock(at: Hash): RpcError {
  return new RpcError(
    chainErrorCode.state,
    `Client error: UnknownBlock: Header was not found in the database: ${toHex(at)}`,
  )
}

/** The state after a block. @throws RpcError when the node does not have it (any more) */
export function stateAt(chain: SubstrateChain, at: Hash | undefined): ChainState {
  return clientErrors(() => chain.stateAt(blockOrBest(chain, at)))
}

/** What a runtime function returns on the state after a block. @throws RpcError when it fails */
export function callRuntime(
  chain: SubstrateChain,
  at: Hash | undefined,
  name: string,
  args: Uint8Array,
): Uint8Array {
  return clientErrors(() => chain.call(blockOrBest(chain, at), name, args).output)
}

/** Runs `task`; what it throws about the block or the runtime is an error for the client. @throws RpcError */
export function clientErrors<T>(task: () => T): T {
  try {
    return task()
  } catch (error) {
    throw asClientError(error)
  }
}

/** The same for a task that takes its time. @throws RpcError */
export async function clientErrorsOf<T>(task: Promise<T>): Promise<T> {
  try {
    return await task
  } catch (error) {
    throw asClientError(error)
  }
}

function asClientError(error: unknown): unknown {
  if (error instanceof RpcError || !(error instanceof GantryError)) return error
  return new RpcError(chainErrorCode.state, `Client error: ${error.shortMessage}`, {
    code: error.code,
  })
}
