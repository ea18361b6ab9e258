/** One executed instruction, as EIP-3155 tells of it. */
export interface EvmStep {
  /** Offset in the code. */
  readonly pc: number
  readonly op: number
  /** The opcode's name; of a byte that the revision has no opcode for, what geth says. */
  readonly opName: string
  /** Before the instruction. */
  readonly gas: bigint
  /** With what a call passes on; of an instruction that failed, its base gas, or 0 where the revision lacks it. */
  readonly gasCost: bigint
  /** Bytes, before the instruction. */
  readonly memorySize: number
  /** Before the instruction, the top last. */
  readonly stack: readonly bigint[]
  /** Nesting of messages, 1 for the outermost. */
  readonly depth: number
  /** What the last nested message returned. */
  readonly returnData: Uint8Array
  /** Refunds that all running messages have earned so far. */
  readonly refund: number
  /** Name of the status when the instruction ended its frame with a failure, `revert` included. */
  readonly error: string | undefined
}

/** Is given every instruction, in the order in which they began; frames that others call come in between. */
export type StepListener = (step: EvmStep) => void
