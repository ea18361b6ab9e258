export { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
export { type Block, decodeBlock, encodeBlock } from './block/block.ts'
export {
  type BlockRefusal,
  type BlockRefusalCode,
  blockRefusalCodes,
} from './block/block-refusal.ts'
export { headerHash } from './block/encode-header.ts'
export type { BlockHeader } from './block/header.ts'
export { bloomMayContain, logsBloom } from './block/logs-bloom.ts'
export { encodeReceipt, type Receipt } from './block/receipt.ts'
export type { Withdrawal } from './block/withdrawal.ts'
export type { BlockContext } from './block-context.ts'
export type { Chain, Import, Production } from './chain.ts'
export type { ChainConfig } from './chain-config.ts'
export { type ChainParameters, ethereumCodeLimits, ewasmCodeLimits } from './chain-parameters.ts'
export { findLogs, type LogQuery, type LogQueryLimits, type LogSearch } from './find-logs.ts'
export { alwaysAt, type Fork, type ForkSchedule, revisionAt } from './fork-schedule.ts'
export { createGenesis, type Genesis, type GenesisOptions } from './genesis/genesis.ts'
export { readGenesis } from './genesis/genesis-json.ts'
export { GenesisMismatchError } from './genesis/genesis-mismatch-error.ts'
export { InvalidGenesisError } from './genesis/invalid-genesis-error.ts'
export type { LogConditions, PlacedLog } from './log-query.ts'
export { createMachine, type Machine, type MachineOptions } from './machine.ts'
export { create2Address, createAddress } from './message/contract-address.ts'
export type { Log } from './message/log.ts'
export { type ChainOptions, genesisHash, openChain } from './open-chain.ts'
export { StaleContextError } from './stale-context-error.ts'
export type { BlockRecord } from './store/block-record.ts'
export type { TransactionPlace } from './store/chain-store.ts'
export { type DecodedTransaction, decodeTransaction } from './transaction/decode-transaction.ts'
export { encodeTransaction, signingHash } from './transaction/encode-transaction.ts'
export {
  type RecoveredTransaction,
  receiveTransaction,
  recoverTransaction,
} from './transaction/recovered-transaction.ts'
export { signTransaction } from './transaction/sign-transaction.ts'
export {
  type AccessListEntry,
  type Authorization,
  emptyTransaction,
  type SignedTransaction,
  type Transaction,
} from './transaction/transaction.ts'
export {
  type TransactionRefusal,
  type TransactionRefusalCode,
  transactionRefusalCodes,
} from './transaction/transaction-refusal.ts'
export { type TransactionType, transactionTypes } from './transaction/transaction-type.ts'
export { executeTransaction } from './transition/execute-transaction.ts'
export type { SentTransaction } from './transition/sent-transaction.ts'
export type { TransactionReceipt } from './transition/transaction-receipt.ts'
export { type Transition, transition } from './transition/transition.ts'
