import type { Code } from '../../codegen/assembler/code.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import { swapBytes } from '../../codegen/kernel/word.ts'
import { statusCode } from '../../engine/status-code.ts'
import { opcodes } from '../opcodes.ts'
import { frameField, WORD } from './frame-layout.ts'
import {
  type HostOpcode,
  hostOpcodes,
  type PlainHostMnemonic,
  plainHostMnemonics,
} from './host-opcodes.ts'
import type { Registers } from './registers.ts'
import type { Case } from './word-cases.ts'

/** What leaves the frame: charges for memory, calls the host function, charges what that says. */
export const hostCases: Readonly<Record<PlainHostMnemonic, Case>> = Object.fromEntries(
  plainHostMnemonics.map((name) => [name, (r: Registers) => hostCase(r, name, hostOpcodes[name])]),
) as Record<PlainHostMnemonic, Case>

function hostCase(
  r: Registers,
  name: PlainHostMnemonic,
  { bytes, ranges, ...per }: HostOpcode,
): Code {
  const [range] = ranges
  const length = range === undefined ? [] : i64.load(r.sp, WORD * range[1])
  return [
    ...ranges.flatMap(([offset, size]) => r.touchItems(offset, size)),
    ...(per.perWord === 0 ? [] : r.chargeWords(length, per.perWord)),
    ...(per.perByte === 0 ? [] : r.charge(i64.mul(length, BigInt(per.perByte)))),
    ...bytes.flatMap((item) => swapItem(r, item)),
    ...i64.store(r.frame, r.gas, frameField.gas),
    ...r.narrow.set(r.host[name](r.sp)),
    ...r.f.if(i32.lt_s(r.narrow, 0), () => r.f.return(i32.sub(0, r.narrow))),
    ...r.gas.set(i64.load(r.frame, frameField.gas)),
    ...r.charge(i64.extend_i32_u(r.narrow)),
    ...(opcodes[name].pushes === 0 ? [] : swapItem(r, Math.max(opcodes[name].pops - 1, 0))),
    ...(name === 'SELFDESTRUCT' ? end(r) : []),
  ]
}

function swapItem(r: Registers, item: number): Code {
  return [...r.narrow.set(r.item(item)), ...swapBytes(r.narrow, r.narrow, r.vectors)]
}

function end(r: Registers): Code {
  return [...i32.store(r.frame, 0, frameField.outputLength), ...r.halt(statusCode.success)]
}
