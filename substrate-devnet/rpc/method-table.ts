import type { Method } from '../../src/json-rpc/method.ts'
import type { Session } from '../session.ts'
import { archiveMethods } from './archive-methods.ts'
import { authorMethods } from './author-methods.ts'
import { chainHeadMethods } from './chain-head-methods.ts'
import { chainMethods } from './chain-methods.ts'
import { chainSpecMethods } from './chain-spec-methods.ts'
import { childStateMethods } from './child-state-methods.ts'
import { devMethods } from './dev-methods.ts'
import { offchainMethods } from './offchain-methods.ts'
import { paymentMethods } from './payment-methods.ts'
import { rpcMethods } from './rpc-methods.ts'
import { stateHistoryMethods } from './state-history-methods.ts'
import { stateMethods } from './state-methods.ts'
import { systemMethods } from './system-methods.ts'
import { transactionMethods } from './transaction-methods.ts'

const families: readonly Method<Session>[] = [
  ...archiveMethods,
  ...authorMethods,
  ...chainHeadMethods,
  ...chainMethods,
  ...chainSpecMethods,
  ...childStateMethods,
  ...devMethods,
  ...offchainMethods,
  ...paymentMethods,
  ...stateHistoryMethods,
  ...stateMethods,
  ...systemMethods,
  ...transactionMethods,
]

/** Every method that the node answers. */
export const methodTable: readonly Method<Session>[] = [...families, rpcMethods(families)]
