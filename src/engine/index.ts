export { CodeCache, type CodeCacheOptions, type CodeTier } from './code-cache.ts'
export type {
  CodeCacheStatistics,
  CodeStatistics,
  DiskTierStatistics,
  MemoryTierStatistics,
} from './code-cache-statistics.ts'
export type { CachedCode, CodeCompiler, Translation } from './compiled-code.ts'
export { EngineError } from './engine-error.ts'
export type { ExecutionResult } from './execution-result.ts'
export {
  type AccessStatus,
  accessStatus,
  type Host,
  type StorageStatus,
  storageStatus,
  type TxContext,
} from './host.ts'
export { type LargeStackOptions, type LargeStackTask, withLargeStack } from './large-stack.ts'
export type { ContractCode, Message, MessageKind } from './message.ts'
export { isAtLeast, type Revision, revisions } from './revision.ts'
export { type StatusCode, statusCode } from './status-code.ts'
export type { Vm } from './vm.ts'
