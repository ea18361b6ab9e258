import type { NodeFacts } from '../src/node-thread/message.ts'
import { GantryError } from '../src/primitives/gantry-error.ts'
import { toHex } from '../src/primitives/hex.ts'
import type { SubstrateChain } from '../src/substrate-host/substrate-chain.ts'
import { wellKnownAccounts } from './accounts/dev-accounts.ts'
import { formatBalance } from './accounts/format-balance.ts'
import { freeBalance } from './accounts/free-balance.ts'
import { GENERIC_SS58_FORMAT, toSs58 } from './accounts/ss58.ts'
import type { ChainSpec } from './node/chain-spec.ts'

/** What a person wants to know of a node that has started. */
export interface StartedFacts extends NodeFacts {
  readonly chainName: string
  /** Its name and version, such as `gantry 1`. */
  readonly runtime: string
  readonly genesisHash: string
  /** The well-known accounts that have something, and how much, such as `1000000 UNIT`. */
  readonly accounts: readonly {
    readonly uri: string
    readonly address: string
    readonly balance: string
  }[]
}

/** What the runtime of the best block is called. One that cannot be run does not keep a node from starting. */
export function runtimeName(chain: SubstrateChain): string {
  try {
    const { specName, specVersion } = chain.runtimeVersion(chain.best.hash)
    return `${specName} ${specVersion}`
  } catch (error) {
    return error instanceof GantryError ? error.shortMessage : String(error)
  }
}

/** The facts of a node that listens at `place`. */
export function startedFacts(
  chain: SubstrateChain,
  spec: ChainSpec,
  place: { readonly url: string; readonly port: number },
): StartedFacts {
  const { best, genesisHash } = chain
  const state = chain.stateAt(best.hash)
  const { ss58Format } = spec.properties
  const format =
    typeof ss58Format === 'number' && ss58Format < 64 ? ss58Format : GENERIC_SS58_FORMAT
  return {
    url: place.url,
    port: place.port,
    head: BigInt(best.number),
    chainName: spec.name,
    runtime: runtimeName(chain),
    genesisHash: toHex(genesisHash),
    accounts: wellKnownAccounts.flatMap(({ uri, publicKey }) => {
      const balance = freeBalance(state, publicKey)
      if (balance === undefined) return []
      const shown = formatBalance(balance, spec.properties)
      return [{ uri, address: toSs58(publicKey, format), balance: shown }]
    }),
  }
}
