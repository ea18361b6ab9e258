/** Thrown through a runtime that panicked and said so by the host function for it. Never leaves this room. */
export class RuntimePanic extends Error {}
