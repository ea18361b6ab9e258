import type { Method } from '../../src/json-rpc/method.ts'
import type { Node } from '../node/node.ts'
import { dumpBlock } from './debug-dump-block.ts'
import { accounts } from './eth-accounts.ts'
import { blockNumber } from './eth-block-number.ts'
import { call } from './eth-call.ts'
import { chainId } from './eth-chain-id.ts'
import { coinbase } from './eth-coinbase.ts'
import { config } from './eth-config.ts'
import { estimateGas } from './eth-estimate-gas.ts'
import { getFeeHistory } from './eth-fee-history.ts'
import { gasPrice } from './eth-gas-price.ts'
import { getBalance } from './eth-get-balance.ts'
import { getBlockByHash } from './eth-get-block-by-hash.ts'
import { getBlockByNumber } from './eth-get-block-by-number.ts'
import { getBlockReceipts } from './eth-get-block-receipts.ts'
import { getBlockTransactionCountByHash } from './eth-get-block-transaction-count-by-hash.ts'
import { getBlockTransactionCountByNumber } from './eth-get-block-transaction-count-by-number.ts'
import { getCode } from './eth-get-code.ts'
import { getFilterChanges } from './eth-get-filter-changes.ts'
import { getFilterLogs } from './eth-get-filter-logs.ts'
import { getLogs } from './eth-get-logs.ts'
import { getProof } from './eth-get-proof.ts'
import { getStorageAt } from './eth-get-storage-at.ts'
import { getTransactionByBlockHashAndIndex } from './eth-get-transaction-by-block-hash-and-index.ts'
import { getTransactionByBlockNumberAndIndex } from './eth-get-transaction-by-block-number-and-index.ts'
import { getTransactionByHash } from './eth-get-transaction-by-hash.ts'
import { getTransactionCount } from './eth-get-transaction-count.ts'
import { getTransactionReceipt } from './eth-get-transaction-receipt.ts'
import { getUncleCountByBlockHash } from './eth-get-uncle-count-by-block-hash.ts'
import { getUncleCountByBlockNumber } from './eth-get-uncle-count-by-block-number.ts'
import { maxPriorityFeePerGas } from './eth-max-priority-fee-per-gas.ts'
import { newBlockFilter } from './eth-new-block-filter.ts'
import { newFilter } from './eth-new-filter.ts'
import { newPendingTransactionFilter } from './eth-new-pending-transaction-filter.ts'
import { sendRawTransaction } from './eth-send-raw-transaction.ts'
import { sendTransaction } from './eth-send-transaction.ts'
import { sign } from './eth-sign.ts'
import { syncing } from './eth-syncing.ts'
import { uninstallFilter } from './eth-uninstall-filter.ts'
import { mine } from './evm-mine.ts'
import { listening } from './net-listening.ts'
import { peerCount } from './net-peer-count.ts'
import { networkVersion } from './net-version.ts'
import { personalSign } from './personal-sign.ts'
import { rpcModules } from './rpc-modules.ts'
import { clientVersion } from './web3-client-version.ts'
import { sha3 } from './web3-sha3.ts'

/** Every method that the node answers. */
export const methodTable: readonly Method<Node>[] = [
  dumpBlock,
  accounts,
  blockNumber,
  call,
  chainId,
  coinbase,
  config,
  estimateGas,
  getFeeHistory,
  gasPrice,
  getBalance,
  getBlockByHash,
  getBlockByNumber,
  getBlockReceipts,
  getBlockTransactionCountByHash,
  getBlockTransactionCountByNumber,
  getCode,
  getFilterChanges,
  getFilterLogs,
  getLogs,
  getProof,
  getStorageAt,
  getTransactionByBlockHashAndIndex,
  getTransactionByBlockNumberAndIndex,
  getTransactionByHash,
  getTransactionCount,
  getTransactionReceipt,
  getUncleCountByBlockHash,
  getUncleCountByBlockNumber,
  maxPriorityFeePerGas,
  newBlockFilter,
  newFilter,
  newPendingTransactionFilter,
  sendRawTransaction,
  sendTransaction,
  sign,
  syncing,
  uninstallFilter,
  mine,
  listening,
  peerCount,
  networkVersion,
  personalSign,
  rpcModules,
  clientVersion,
  sha3,
]
