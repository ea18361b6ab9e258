import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { type DivideFunctions, defineDivisions } from './divide.ts'
import { defineExp } from './exponent.ts'
import { defineKeccak } from './keccak.ts'
import { defineMultiply } from './multiply.ts'
import { defineShifts, type ShiftFunctions } from './shift.ts'

/** The kernel's functions, to be called by other functions of the same module. Words are passed as four limbs. */
export interface Kernel extends DivideFunctions, ShiftFunctions {
  readonly mul: Call
  readonly exp: Call
  /** `(source, length, target)`. */
  readonly keccak: Call
}

/**
 * Defines the word operations and keccak in a module that imports a memory. The first `KERNEL_END` bytes of the memory
 * are theirs.
 */
export function defineKernel(module: ModuleBuilder): Kernel {
  const mul = defineMultiply(module)
  return {
    mul,
    exp: defineExp(module, mul),
    ...defineDivisions(module, mul),
    ...defineShifts(module),
    keccak: defineKeccak(module),
  }
}
