import type { CodeWriter } from './code-writer.ts'

/** Where the running function keeps the units left: a global (precise) or a local (fast). */
export interface UnitCounter {
  get(code: CodeWriter): void
  set(code: CodeWriter): void
}

/** `counter -= units`; nothing for 0. A negative amount gives back what another path paid too early. */
export function emitCharge(code: CodeWriter, counter: UnitCounter, units: number): void {
  if (units === 0) return
  counter.get(code)
  code.i64Const(units).op('i64.sub')
  counter.set(code)
}

/** Branches to the trap block, `label` levels out, when the counter is below zero. */
export function emitCheck(code: CodeWriter, counter: UnitCounter, label: number): void {
  counter.get(code)
  code.i64Const(0).op('i64.lt_s').brIf(label)
}

/** `counter -= price * u32(count)`, `count` being an i32 local. */
export function emitDynamicCharge(
  code: CodeWriter,
  counter: UnitCounter,
  price: number,
  count: number,
): void {
  counter.get(code)
  code.localGet(count).op('i64.extend_i32_u').i64Const(price).op('i64.mul').op('i64.sub')
  counter.set(code)
}
