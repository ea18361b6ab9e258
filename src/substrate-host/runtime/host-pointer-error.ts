import { HostFunctionError } from './host-function-error.ts'

/** The runtime gave a host function a range that is not all in its memory. */
export class HostPointerError extends HostFunctionError {
  readonly code = 'SUBSTRATE_HOST_POINTER'
  readonly pointer: number
  readonly length: number
  readonly memorySize: number

  constructor(pointer: number, length: number, memorySize: number) {
    super('The runtime passed a pointer to a host function that is outside of its memory.', {
      details: `Pointer: ${pointer}, length: ${length}, memory: ${memorySize} bytes.`,
    })
    this.pointer = pointer
    this.length = length
    this.memorySize = memorySize
  }
}
