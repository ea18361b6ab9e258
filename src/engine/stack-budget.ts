import { NATIVE_BYTES_PER_UNIT, STACK_HEIGHT_BUDGET } from '../gas-metering/stack-height-budget.ts'

/** The stack height that a transaction starts with where its chain says nothing else. */
export const TRANSACTION_STACK_UNITS = STACK_HEIGHT_BUDGET

/**
 * Stack height that a nested message takes from the transaction's budget, in the units of docs/stack-height.md: it
 * stands for the native frames of the host between two contracts, and for the EVM's, which no contract's own count
 * covers. `NATIVE_BYTES_PER_UNIT` gives it 12 KB; measured are at most 3 KB, before V8 optimises those frames.
 */
export const NESTED_MESSAGE_STACK_UNITS = 512

/**
 * Native stack for the procedures of compiled EVM code, in bytes, besides the budget: what runs where must not be seen in
 * a result, so they take nothing from it. The EVM's machine keeps account of it and interprets what does not fit.
 */
export const COMPILED_EVM_STACK_BYTES = 32 * 2 ** 20

/**
 * Native stack besides the budget, in bytes: below the transaction for whatever runs it, above for the one function
 * that is not counted (256 units), for precompiles and for V8 itself.
 */
const RESERVED_BYTES = 4 * 2 ** 20

/**
 * Native stack, in MiB, of a thread that runs transactions: whatever they do, the budget ends before it. Only what is
 * used of it takes memory.
 *
 * @param stackUnits what its chain gives a transaction
 */
export function nativeStackMb(stackUnits: number = TRANSACTION_STACK_UNITS): number {
  return Math.ceil(
    (stackUnits * NATIVE_BYTES_PER_UNIT + COMPILED_EVM_STACK_BYTES + RESERVED_BYTES) / 2 ** 20,
  )
}
