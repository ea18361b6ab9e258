export { MalformedScaleError } from '../primitives/scale/malformed-scale-error.ts'
export {
  type AccountHash,
  type AddressMapping,
  ethereumAccount,
  hashTruncate,
  reversibleMapping,
} from './address-mapping.ts'
export { BalanceOverflowError } from './engine/balance-overflow-error.ts'
export type { MachineSettings } from './engine/engine-machines.ts'
export {
  createPalletEngine,
  type PalletEngine,
  type PalletEngineOptions,
} from './engine/pallet-engine.ts'
export { type EwasmHostFunction, ewasmExtension } from './ewasm-extension.ts'
export { type GasRate, gasRate, type Weight } from './gas-weight.ts'
export type { ContractRules } from './message/contract-rules.ts'
export { type EngineFailure, engineFailures } from './message/engine-failure.ts'
export {
  decodePalletAccount,
  encodePalletAccount,
  type PalletAccount,
} from './message/pallet-account.ts'
export {
  decodePalletAnswer,
  encodePalletAnswer,
  type PalletAnswer,
} from './message/pallet-answer.ts'
export type { PalletBlock } from './message/pallet-block.ts'
export {
  decodePalletMessage,
  encodePalletMessage,
  type PalletMessage,
  type PalletMessageKind,
} from './message/pallet-message.ts'
export type { PalletAccountChange, PalletOutcome } from './message/pallet-outcome.ts'
export { checkSidecar, type SidecarHealth } from './sidecar/check-sidecar.ts'
export type { AnswerRead, ReadRequest } from './sidecar/read-request.ts'
export { SidecarAddressError } from './sidecar/sidecar-address-error.ts'
export { SidecarClient, type SidecarClientOptions } from './sidecar/sidecar-client.ts'
export { openSidecarExtension, type SidecarExtension } from './sidecar/sidecar-extension.ts'
export { SidecarProtocolError } from './sidecar/sidecar-protocol-error.ts'
export { type Sidecar, type SidecarOptions, startSidecar } from './sidecar/sidecar-server.ts'
export { SidecarUnavailableError } from './sidecar/sidecar-unavailable-error.ts'
export { PalletKeys, palletKeysOf } from './storage/pallet-keys.ts'
export { PalletStorageError } from './storage/pallet-storage-error.ts'
export { PalletView } from './storage/pallet-view.ts'
export type { StorageReads } from './storage/storage-reads.ts'
