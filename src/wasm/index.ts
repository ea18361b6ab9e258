export { ByteReader } from './byte-reader.ts'
export { ByteWriter } from './byte-writer.ts'
export { decodeInstructions } from './decode-instructions.ts'
export { decodeModule } from './decode-module.ts'
export type { DecodedModule, ModuleOffsets } from './decoded-module.ts'
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
export { type InstructionName, instructionName, opcode } from './opcode.ts'
export { validateModule } from './validate-module.ts'
