import { type LimitCode, type LimitName, limitTable, type ModuleLimits } from './module-limits.ts'

export type ViolationCode =
  | LimitCode
  | 'UNKNOWN_IMPORT'
  | 'IMPORT_NOT_A_FUNCTION'
  | 'WRONG_IMPORT_TYPE'
  | 'MISSING_EXPORT'
  | 'UNKNOWN_EXPORT'
  | 'WRONG_EXPORT_KIND'
  | 'WRONG_MAIN_TYPE'
  | 'RESERVED_EXPORT'
  | 'START_FUNCTION'
  | 'FLOAT_TYPE'
  | 'FLOAT_INSTRUCTION'
  | 'VECTOR_TYPE'
  | 'VECTOR_INSTRUCTION'

/** Why a profile refuses a valid module. */
export interface ProfileViolation {
  readonly code: ViolationCode
  /** One sentence for a person. */
  readonly message: string
  /** Byte offset in the module, where the module was decoded and the thing has a place. */
  readonly offset: number | undefined
  /** Position among its kind: of the import, the function, the type ... */
  readonly index: number | undefined
}

/** Where a violation was found. */
export interface Place {
  readonly offset?: number | undefined
  readonly index?: number | undefined
}

export function violation(
  code: ViolationCode,
  message: string,
  place: Place = {},
): ProfileViolation {
  return { code, message, offset: place.offset, index: place.index }
}

/** A violation when `actual` exceeds the limit `name`. */
export function checkLimit(
  limits: ModuleLimits,
  name: LimitName,
  actual: number,
  place: Place = {},
): ProfileViolation | undefined {
  const limit = limits[name]
  if (actual <= limit) return undefined
  const { code, what } = limitTable[name]
  return violation(code, `${actual} ${what}, where the limit is ${limit}.`, place)
}
