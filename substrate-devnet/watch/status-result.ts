import type { Json } from '../../src/json-rpc/json.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { TransactionStatus } from '../../src/substrate-host/pool/transaction-status.ts'

/** A status as `author_extrinsicUpdate` shows it. */
export function statusResult(status: TransactionStatus): Json {
  switch (status.kind) {
    case 'broadcast':
      return { broadcast: [] } // the peers, of which there are none
    case 'inBlock':
    case 'retracted':
    case 'finalized':
      return { [status.kind]: toHex(status.block) }
    case 'usurped':
      return { usurped: toHex(status.by) }
    default:
      return status.kind
  }
}

/** Whether nothing follows a status. */
export function isLast({ kind }: TransactionStatus): boolean {
  return kind === 'finalized' || kind === 'usurped' || kind === 'dropped' || kind === 'invalid'
}
