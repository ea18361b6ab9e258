/**
 * Stack height that a nested message takes from the transaction's budget, in the units of docs/stack-height.md: it
 * stands for the native frames of the host between two contracts, which no contract's own count covers.
 */
export const NESTED_MESSAGE_STACK_UNITS = 512
