import type { FuncType } from '../wasm/module.ts'
import type { CodeWriter } from './code-writer.ts'
import { EMPTY_BLOCK } from './code-writer.ts'
import type { MeteredGlobals } from './metered-globals.ts'
import type { TypeTable } from './type-table.ts'

/** The parts of a metered function body. */
export interface FunctionShell {
  /** Block type of the function's own block, see `bodyBlockType`. */
  readonly blockType: number
  /** What comes before the function's code, e.g. the check of the stack height. Trap label: 0. */
  readonly entry: CodeWriter
  /** The function's code with its final `end`. Trap label: one above the function's own label. */
  readonly inner: CodeWriter
  /** What comes behind it; the results are on the stack. */
  readonly exit: CodeWriter
  /** What the trap block does, see `emitTrap`; undefined where nothing branches to it. */
  readonly trap: CodeWriter | undefined
}

/**
 * Puts a function body together. The function's own code becomes a block, so that its branches to the function label
 * and its fall through arrive at `exit`; all checks branch to one trap block around it:
 *
 *     block $trap
 *       entry
 *       block $body (result ...) inner end
 *       exit
 *       return
 *     end
 *     trap
 *
 * One trap block for all checks, because an `if` at each of them doubles the time to compile.
 */
export function emitShell(code: CodeWriter, shell: FunctionShell): void {
  const { blockType, entry, inner, exit, trap } = shell
  if (trap !== undefined) code.block()
  code.append(entry).block(blockType).append(inner).append(exit)
  if (trap !== undefined) code.op('return').end().append(trap)
  code.end()
}

/** Notes why, then traps. */
export function emitTrap(code: CodeWriter, globals: MeteredGlobals, reason: number): CodeWriter {
  return code.i32Const(reason).globalSet(globals.trapReason).op('unreachable')
}

/** Block type for a block that takes nothing and leaves the results of `type`. */
export function bodyBlockType({ results }: FuncType, types: TypeTable): number {
  const [only] = results
  if (only === undefined) return EMPTY_BLOCK
  if (results.length === 1) return only - 0x80
  return types.add([], results)
}
