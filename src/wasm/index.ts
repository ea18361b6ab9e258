export { type Admission, admit, type ModuleRefusal } from './admit.ts'
export { ByteReader } from './byte-reader.ts'
export { ByteWriter } from './byte-writer.ts'
export {
  type ContractProfile,
  checkContractProfile,
  ewasmDebugProfile,
  ewasmProfile,
  type Permission,
  unrestrictedProfile,
} from './contract-profile.ts'
export { decodeInstructions } from './decode-instructions.ts'
export { decodeModule } from './decode-module.ts'
export type { DecodedBody, DecodedModule, ModuleOffsets } from './decoded-module.ts'
export {
  type DebugFunctionName,
  debugSignatures,
  type EeiFunctionName,
  eeiSignatures,
} from './eei-signatures.ts'
export { encodeModule } from './encode-module.ts'
export { InstructionBuffer } from './instruction-buffer.ts'
export { blockType, type InstructionTable } from './instruction-table.ts'
export { InvalidModuleError } from './invalid-module-error.ts'
export { MalformedModuleError } from './malformed-module-error.ts'
export {
  type ConstantExpression,
  type CustomSection,
  type DataSegment,
  type ElementSegment,
  type Export,
  type ExternalKind,
  type Func,
  type FuncType,
  type Global,
  type GlobalType,
  type Import,
  type ImportDescription,
  type Limits,
  type LocalRun,
  type SegmentMode,
  type TableType,
  type ValueType,
  valueType,
  type WasmModule,
} from './module.ts'
export {
  ewasmLimits,
  type LimitName,
  limitTable,
  type ModuleLimits,
  v8Limits,
} from './module-limits.ts'
export { type ModuleNames, moduleNames, nameSection } from './name-section.ts'
export { type InstructionName, instructionName, opcode } from './opcode.ts'
export { printModule } from './print-module.ts'
export type { ProfileViolation, ViolationCode } from './profile-violation.ts'
export { validateModule } from './validate-module.ts'
