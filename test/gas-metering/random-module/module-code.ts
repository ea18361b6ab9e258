import { CodeWriter } from '../../../src/gas-metering/code-writer.ts'
import type { InstructionName } from '../../../src/wasm/opcode.ts'

/** The instruction writer with the memory instructions that metering itself never writes. */
export class ModuleCode extends CodeWriter {
  /** A load or store at a static offset. */
  access(name: InstructionName, offset: number): this {
    return this.op(name).u32(0).u32(offset)
  }

  memorySize(): this {
    return this.op('memory.size').u32(0)
  }

  memoryGrow(): this {
    return this.op('memory.grow').u32(0)
  }

  memoryFill(): this {
    return this.op('memory.fill').u32(0)
  }

  memoryCopy(): this {
    return this.op('memory.copy').u32(0).u32(0)
  }
}
