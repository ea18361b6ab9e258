import { HostFunctionError } from './host-function-error.ts'

/** A runtime called a function that it imports and that this host does not have. */
export class UnknownHostFunctionError extends HostFunctionError {
  readonly code = 'SUBSTRATE_UNKNOWN_HOST_FUNCTION'
  readonly functionName: string

  constructor(functionName: string) {
    super(`The runtime called the host function ${functionName}, which is not there.`)
    this.functionName = functionName
  }
}
