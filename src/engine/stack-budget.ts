import { STACK_HEIGHT_BUDGET } from '../gas-metering/stack-height-budget.ts'

/** The stack height that a transaction starts with where its chain says nothing else. */
export const TRANSACTION_STACK_UNITS = STACK_HEIGHT_BUDGET

/**
 * Stack height that a nested message takes from the transaction's budget, in the units of docs/stack-height.md: it
 * stands for the native frames of the host between two contracts, which no contract's own count covers. They take
 * about 2.1 KB, measured before V8 optimises them; the budget's native stack has several times that for 512 units.
 */
export const NESTED_MESSAGE_STACK_UNITS = 512
