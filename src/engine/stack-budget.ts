/**
 * Stack height that a nested message takes from the transaction's budget, in the units of docs/stack-height.md: it
 * stands for the native frames of the host between two contracts, which no contract's own count covers. They were
 * measured at 2.1 KB, unoptimized; a unit is at most 8 bytes (test/engine/stack-budget.test.ts).
 */
export const NESTED_MESSAGE_STACK_UNITS = 512
