import { checkBody } from './check-bodies.ts'
import { checkDeclarations, checkTypes } from './check-declarations.ts'
import type { ContractProfile } from './contract-profile.ts'
import { decodeModule } from './decode-module.ts'
import type { DecodedModule } from './decoded-module.ts'
import { InvalidModuleError } from './invalid-module-error.ts'
import { MalformedModuleError } from './malformed-module-error.ts'
import { checkLimit, type ProfileViolation, type ViolationCode } from './profile-violation.ts'
import { validateModule } from './validate-module.ts'

/** Why bytes are no module that a profile admits. */
export interface ModuleRefusal {
  readonly code: 'MALFORMED_MODULE' | 'INVALID_MODULE' | ViolationCode
  /** One sentence for a person. */
  readonly message: string
  /** Byte offset in the module, where the fault has a place. */
  readonly offset: number | undefined
  /** Position among its kind: of the import, the function, the type ... */
  readonly index: number | undefined
}

export type Admission =
  | { readonly ok: true; readonly module: DecodedModule }
  | { readonly ok: false; readonly refusal: ModuleRefusal }

/**
 * Decodes, validates and checks a module against `profile`. Never throws, whatever the bytes are.
 *
 * What is admitted may be given to V8: it is valid WebAssembly 2.0 within V8's limits.
 */
export function admit(bytes: Uint8Array, profile: ContractProfile): Admission {
  try {
    const tooLarge = checkLimit(profile.limits, 'moduleBytes', bytes.length)
    if (tooLarge !== undefined) return { ok: false, refusal: tooLarge }
    const module = decodeModule(bytes)
    // Long types come first: within their limits the cost of validation is linear.
    const tooLong = checkTypes(module, profile)
    if (tooLong !== undefined) return { ok: false, refusal: tooLong }
    const inBodies = validateAndCheckBodies(module, profile)
    const refusal = checkDeclarations(module, profile) ?? inBodies
    return refusal === undefined ? { ok: true, module } : { ok: false, refusal }
  } catch (error) {
    if (error instanceof MalformedModuleError || error instanceof InvalidModuleError) {
      const { code, shortMessage, offset } = error
      return { ok: false, refusal: { code, message: shortMessage, offset, index: undefined } }
    }
    throw error
  }
}

/** Each body is decoded once for both; an invalid body wins over an earlier one that the profile refuses. */
function validateAndCheckBodies(
  module: DecodedModule,
  profile: ContractProfile,
): ProfileViolation | undefined {
  let violation: ProfileViolation | undefined
  validateModule(module, (body) => {
    violation ??= checkBody(body, profile)
  })
  return violation
}
