import type { CodeHash } from '../primitives/bytes32.ts'
import { GantryError } from '../primitives/gantry-error.ts'
import { toHex } from '../primitives/hex.ts'

/** An account names a code that the state does not hold: the store is damaged, or the diff lacked it. */
export class CodeMissingError extends GantryError {
  readonly code = 'CODE_MISSING'
  readonly codeHash: CodeHash

  constructor(codeHash: CodeHash) {
    super(`The code with hash ${toHex(codeHash)} is missing.`, { docs: 'state.md' })
    this.codeHash = codeHash
  }
}
