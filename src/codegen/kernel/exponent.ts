import type { Code, Operand } from '../assembler/code.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { binarySignature, isZero, setWord, type Word, wordLocals } from './word.ts'

/** Defines `exp`: `(base, exponent) → base ^ exponent mod 2^256` by squaring; `0 ^ 0` is 1. */
export function defineExp(module: ModuleBuilder, mul: Call): Call {
  return module.define('exp', binarySignature, (f, [a0, a1, a2, a3, e0, e1, e2, e3]) => {
    const a: Word = [a0, a1, a2, a3]
    const e: Word = [e0, e1, e2, e3]
    const power = wordLocals(f)
    const halve = (low: Operand, above: Operand): Code =>
      i64.or(i64.shr_u(low, 1n), i64.shl(above, 63n))
    return [
      ...setWord(power, 1n, 0n, 0n, 0n),
      ...f.block((done) =>
        f.loop((again) => [
          ...f.brIf(done, isZero(e)),
          ...f.if(i32.wrap_i64(i64.and(e0, 1n)), () => setWord(power, mul(...power, ...a))),
          ...setWord(e, halve(e0, e1), halve(e1, e2), halve(e2, e3), i64.shr_u(e3, 1n)),
          // The square after the last bit would not be used.
          ...f.brIf(done, isZero(e)),
          ...setWord(a, mul(...a, ...a)),
          ...f.br(again),
        ]),
      ),
      ...f.return(...power),
    ]
  })
}
