import type { Code, Local, Operand } from '../../codegen/assembler/code.ts'
import type { FunctionBuilder } from '../../codegen/assembler/function-builder.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import type { Call } from '../../codegen/assembler/module-builder.ts'
import type { Kernel } from '../../codegen/kernel/kernel.ts'
import { type Word, wordLocals } from '../../codegen/kernel/word.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import { frameField, UNDEFINED_GAS, WORD } from './frame-layout.ts'
import type { HostMnemonic } from './host-opcodes.ts'
import type { MemoryFunctions } from './memory-functions.ts'
import type { SlotFunctions } from './slot-functions.ts'

/** What the code of an opcode's case works with: the interpreter's locals and the functions it may call. */
export class Registers {
  readonly f: FunctionBuilder
  /** Address of the frame's header. */
  readonly frame: Local
  /** Address of the current byte of code. */
  readonly pc: Local
  /** Address of the top item of the stack. */
  readonly sp: Local
  readonly gas: Local
  /** Address behind the first item of the stack. */
  readonly bottom: Local
  /** Address and size of the memory, the size as an i64. */
  readonly memory: Local
  readonly memorySize: Local
  readonly a: Word
  readonly b: Word
  readonly carry: Local
  readonly wide: Local
  readonly narrow: Local
  readonly vectors: readonly [Local, Local]
  readonly kernel: Kernel
  readonly functions: MemoryFunctions & SlotFunctions
  readonly host: Readonly<Record<HostMnemonic, Call>>

  constructor(
    f: FunctionBuilder,
    frame: Local,
    kernel: Kernel,
    functions: MemoryFunctions & SlotFunctions,
    host: Readonly<Record<HostMnemonic, Call>>,
  ) {
    this.f = f
    this.frame = frame
    this.pc = f.local('i32')
    this.sp = f.local('i32')
    this.gas = f.local('i64')
    this.bottom = f.local('i32')
    this.memory = f.local('i32')
    this.memorySize = f.local('i64')
    this.a = wordLocals(f)
    this.b = wordLocals(f)
    this.carry = f.local('i64')
    this.wide = f.local('i64')
    this.narrow = f.local('i32')
    this.vectors = [f.local('v128'), f.local('v128')]
    this.kernel = kernel
    this.functions = functions
    this.host = host
  }

  /** Address of stack item `index`, 0 at the top. */
  item(index: number): Code {
    return i32.add(this.sp, WORD * index)
  }

  /** The limbs of stack item `index`, the least significant first. */
  limbs(index: number): readonly Code[] {
    return [0, 8, 16, 24].map((offset) => i64.load(this.sp, WORD * index + offset))
  }

  field(name: keyof typeof frameField): Code {
    return i32.load(this.frame, frameField[name])
  }

  /** Ends the frame. The gas left counts for success and revert. */
  halt(status: StatusCode): Code {
    return [...i64.store(this.frame, this.gas, frameField.gas), ...this.f.return(status)]
  }

  haltIf(condition: Operand, status: StatusCode): Code {
    return this.f.if(condition, () => this.halt(status))
  }

  charge(cost: Operand): Code {
    return [
      ...this.gas.set(i64.sub(this.gas, cost)),
      ...this.haltIf(i64.lt_s(this.gas, 0n), statusCode.outOfGas),
    ]
  }

  /** Charges the base gas of the opcode in `narrow`. */
  chargeBase(table: Local): Code {
    const cost = i64.load(i32.add(table, i32.shl(this.narrow, 3)))
    return [
      ...this.gas.set(i64.sub(this.gas, cost)),
      ...this.f.if(i64.lt_s(this.gas, 0n), () => [
        ...this.haltIf(i64.eq(cost, UNDEFINED_GAS), statusCode.undefinedInstruction),
        ...this.halt(statusCode.outOfGas),
      ]),
    ]
  }

  /** Charges `perWord` gas for each word of `length` (an i64 below 2^32). */
  chargeWords(length: Operand, perWord: number): Code {
    return this.charge(i64.mul(i64.shr_u(i64.add(length, 31n), 5n), BigInt(perWord)))
  }

  /** Extends the memory to hold `size` bytes at `offset`, both i64; charges for it. */
  touch(offset: Operand, size: Operand): Code {
    return [
      ...this.charge(this.functions.expand(this.frame, this.gas, offset, size)),
      ...this.memorySize.set(i64.extend_i32_u(this.field('memorySize'))),
    ]
  }

  /** `touch` for the range that two stack items name. */
  touchItems(offset: number, size: number): Code {
    const { clamp } = this.functions
    return this.touch(clamp(this.item(offset)), clamp(this.item(size)))
  }

  /** Address in memory that a stack item names, once the range is touched. */
  addressOf(item: number): Code {
    return i32.add(this.memory, i32.load(this.sp, WORD * item))
  }
}
