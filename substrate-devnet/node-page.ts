import { toHex } from '../src/primitives/hex.ts'
import type { SubstrateNode } from './node/substrate-node.ts'
import { runtimeName } from './started-facts.ts'

/** What a person who opens the URL in a browser reads. */
export function nodePage({ chain, spec, version }: SubstrateNode): string {
  return [
    `${spec.name} (Gantry ${version})`,
    '',
    `Runtime       ${runtimeName(chain)}`,
    `Genesis hash  ${toHex(chain.genesisHash)}`,
    `Best block    ${chain.best.number}, ${toHex(chain.best.hash)}`,
    `Finalised     ${chain.finalized.number}, ${toHex(chain.finalized.hash)}`,
    '',
    'This is JSON-RPC: connect by WebSocket, or POST a request. rpc_methods lists what can be asked.',
    '',
  ].join('\n')
}
