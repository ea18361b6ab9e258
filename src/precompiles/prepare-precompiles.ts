import { loadBls12 } from './bls12-library.ts'
import { loadBn254 } from './bn254-library.ts'

/**
 * Loads what the precompiles need beyond this process: once, whoever asks first. Everything that executes transactions
 * awaits it, or executes again after a `PrecompileNotReadyError`.
 */
export async function preparePrecompiles(): Promise<void> {
  await Promise.all([loadBn254(), loadBls12()])
}
