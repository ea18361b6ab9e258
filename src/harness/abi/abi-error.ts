import { GantryError } from '../../primitives/gantry-error.ts'

/** Values that do not fit the types of an ABI, or data that is no encoding of them. */
export class AbiError extends GantryError {
  readonly code = 'ABI_MISMATCH'
}
