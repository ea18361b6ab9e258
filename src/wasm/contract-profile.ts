import { checkBodies } from './check-bodies.ts'
import { checkDeclarations } from './check-declarations.ts'
import { debugSignatures, eeiSignatures } from './eei-signatures.ts'
import type { FuncType, WasmModule } from './module.ts'
import { ewasmLimits, type ModuleLimits, v8Limits } from './module-limits.ts'
import type { ProfileViolation } from './profile-violation.ts'

/** Whether a profile lets modules use something. */
export type Permission = 'allowed' | 'refused'

/** What a module may contain beyond being valid, as data. */
export interface ContractProfile {
  readonly name: string
  /** Goes up whenever a verdict can change: part of the key of compiled code. */
  readonly version: number
  /** Function types by module and name: nothing else may be imported. `any`: everything may. */
  readonly imports: Readonly<Record<string, Readonly<Record<string, FuncType>>>> | 'any'
  /** `ewasm`: exactly `main`, a function `[] -> []`, and `memory`. */
  readonly exports: 'ewasm' | 'any'
  readonly startFunction: Permission
  /** Types and instructions of floats. */
  readonly floats: Permission
  /** Types and instructions of vectors. */
  readonly vectors: Permission
  readonly limits: ModuleLimits
}

/**
 * A contract on a chain: what the Ewasm Contract Interface says, without vectors, within `ewasmLimits`.
 *
 * @see https://github.com/ewasm/design/blob/master/contract_interface.md
 */
export const ewasmProfile: ContractProfile = {
  name: 'ewasm',
  version: 2,
  imports: { ethereum: eeiSignatures },
  exports: 'ewasm',
  startFunction: 'refused',
  floats: 'refused',
  vectors: 'refused',
  limits: ewasmLimits,
}

/** `ewasmProfile` with the imports of the debug namespace: never for a chain that others check. */
export const ewasmDebugProfile: ContractProfile = {
  ...ewasmProfile,
  name: 'ewasm-debug',
  imports: { ethereum: eeiSignatures, debug: debugSignatures },
}

/** All of WebAssembly 2.0, within the limits of V8. */
export const unrestrictedProfile: ContractProfile = {
  name: 'unrestricted',
  version: 1,
  imports: 'any',
  exports: 'any',
  startFunction: 'allowed',
  floats: 'allowed',
  vectors: 'allowed',
  limits: v8Limits,
}

/**
 * The first thing in a valid module that `profile` does not allow, or undefined. The size of the whole module is known
 * to `admit` only.
 */
export function checkContractProfile(
  module: WasmModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  return checkDeclarations(module, profile) ?? checkBodies(module, profile)
}
