export type { DebugRecord, DebugSink } from './debug-sink.ts'
export { createEwasmVm, type EwasmVmOptions } from './ewasm-vm.ts'
