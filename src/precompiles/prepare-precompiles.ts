import { loadBn254 } from './bn254-library.ts'

/**
 * Loads what the precompiles need beyond this process: once, whoever asks first. Everything that executes transactions
 * awaits it, or executes again after a `PrecompileNotReadyError`.
 */
export function preparePrecompiles(): Promise<void> {
  return loadBn254()
}
