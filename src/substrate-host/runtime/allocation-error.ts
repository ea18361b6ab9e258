import { HostFunctionError } from './host-function-error.ts'

/** Why the allocator gives no memory or takes none back. */
export type AllocationFault =
  | 'requestTooLarge'
  | 'outOfSpace'
  | 'headerOutOfBounds'
  | 'notAllocated'
  | 'freeListDamaged'

const sentences: Readonly<Record<AllocationFault, string>> = {
  requestTooLarge: 'The runtime asked for more memory than one allocation may have.',
  outOfSpace: 'The memory of the runtime is full.',
  headerOutOfBounds: 'The runtime freed a pointer outside of its memory.',
  notAllocated: 'The runtime freed a pointer that is not allocated.',
  freeListDamaged: 'The runtime wrote over the headers of free memory.',
}

/** An allocation for the runtime failed: the call ends. */
export class AllocationError extends HostFunctionError {
  readonly code = 'SUBSTRATE_ALLOCATION'
  readonly fault: AllocationFault
  /** The size asked for, or the pointer to free. */
  readonly subject: number

  constructor(fault: AllocationFault, subject: number) {
    super(sentences[fault], { details: `Size or pointer: ${subject}.` })
    this.fault = fault
    this.subject = subject
  }
}
