import { HostFunctionError } from '../runtime/host-function-error.ts'

/** What a host function needs and not every call has. */
export type ContextPart = 'keystore' | 'offchain'

const sentences: Readonly<Record<ContextPart, string>> = {
  keystore: 'The runtime asked for a new key, and this call has no keystore that makes one.',
  offchain: 'The runtime called a function of off-chain workers, and this call is none.',
}

/** A runtime called a host function that this call has not what it needs for. */
export class MissingContextError extends HostFunctionError {
  readonly code = 'SUBSTRATE_MISSING_CONTEXT'
  readonly part: ContextPart

  constructor(part: ContextPart) {
    super(sentences[part])
    this.part = part
  }
}
