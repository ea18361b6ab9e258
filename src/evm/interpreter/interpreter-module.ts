import { type Code, instruction, type Local } from '../../codegen/assembler/code.ts'
import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import { type Call, ModuleBuilder } from '../../codegen/assembler/module-builder.ts'
import { defineKernel } from '../../codegen/kernel/kernel.ts'
import { statusCode } from '../../engine/status-code.ts'
import { type Mnemonic, mnemonics, opcodes } from '../opcodes.ts'
import { controlCases } from './control-cases.ts'
import { frameField, STACK_LIMIT, WORD } from './frame-layout.ts'
import { hostCases } from './host-cases.ts'
import { type HostMnemonic, hostMnemonics } from './host-opcodes.ts'
import { memoryCases } from './memory-cases.ts'
import { defineMemoryFunctions } from './memory-functions.ts'
import { Registers } from './registers.ts'
import { defineSlotFunctions } from './slot-functions.ts'
import { stackCases } from './stack-cases.ts'
import { storageCases } from './storage-cases.ts'
import { type Case, wordCases } from './word-cases.ts'

const OPCODES = 256

const cases: Readonly<Record<Mnemonic, Case>> = {
  ...wordCases,
  ...stackCases,
  ...memoryCases,
  ...controlCases,
  ...hostCases,
  ...storageCases,
}

/** A traced interpreter says before each opcode where it is; a plain one has no trace of that. */
export type InterpreterKind = 'plain' | 'traced'

/**
 * The module of the first tier: the kernel, and `run(frame) → status`, which interprets the code of a frame.
 *
 * Imports `engine.memory`, `engine.exhausted` and a function `host.MNEMONIC` for each opcode that leaves the frame; if
 * it is traced also `engine.step(pc, top, gas)`, with addresses in memory.
 */
export function interpreterModule(kind: InterpreterKind = 'plain'): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder()
  module.importMemory('engine', 'memory', { min: 1, max: undefined })
  const exhausted = module.importFunction('engine', 'exhausted', { params: [], results: [] })
  const hook =
    kind === 'plain'
      ? undefined
      : module.importFunction('engine', 'step', { params: ['i32', 'i32', 'i64'], results: [] })
  const host = Object.fromEntries(
    hostMnemonics.map((name) => [
      name,
      module.importFunction('host', name, { params: ['i32'], results: ['i32'] }),
    ]),
  ) as Record<HostMnemonic, Call>
  const kernel = defineKernel(module)
  const functions = {
    ...defineMemoryFunctions(module, exhausted),
    ...defineSlotFunctions(module, host),
  }
  const signature = { params: ['i32', 'i32', 'i32'], results: ['i32'] } as const
  const interpret = module.define('interpret', signature, (f, [frame, pc, sp]) => {
    const r = new Registers(f, frame, kernel, functions, host)
    const table = f.local('i32')
    return [
      ...enter(r, table, { pc, sp }),
      ...f.loop((next) => [
        ...(hook === undefined ? [] : hook(r.pc, r.sp, r.gas)),
        ...step(r, table, () => f.br(next)),
      ]),
      ...instruction('unreachable'),
    ]
  })
  module.define('run', { params: ['i32'], results: ['i32'] }, (_, [frame]) =>
    interpret(frame, i32.load(frame, frameField.code), i32.load(frame, frameField.stackBottom)),
  )
  return module.encode()
}

function enter(
  r: Registers,
  table: Local,
  { pc, sp }: { readonly pc: Local; readonly sp: Local },
): Code {
  return [
    ...r.pc.set(pc),
    ...r.bottom.set(r.field('stackBottom')),
    ...r.sp.set(sp),
    ...r.memory.set(r.field('memory')),
    ...r.memorySize.set(i64.extend_i32_u(r.field('memorySize'))),
    ...r.gas.set(i64.load(r.frame, frameField.gas)),
    ...table.set(r.field('gasTable')),
  ]
}

/** One opcode: base gas, then its case, which goes back to the start of the loop. */
function step(r: Registers, table: Local, next: () => Code): Code {
  const targets = new Array<number>(OPCODES + 1).fill(mnemonics.length)
  for (const [index, name] of mnemonics.entries()) targets[opcodes[name].byte] = index
  return [
    ...r.narrow.set(i32.load8_u(r.pc)),
    ...r.chargeBase(table),
    ...r.f.switch(r.narrow, targets, [
      ...mnemonics.map((name) => () => caseOf(r, name, next)),
      // No revision has these: their gas cannot be paid.
      () => r.halt(statusCode.undefinedInstruction),
    ]),
  ]
}

/** Checks the stack, makes room for what is pushed above the operands, runs the case, and steps on. */
function caseOf(r: Registers, name: Mnemonic, next: () => Code): Code {
  const { immediate, pops, pushes } = opcodes[name]
  const { sp, pc, bottom } = r
  const growth = pushes - pops
  const height = i32.sub(bottom, sp)
  return [
    ...(pops === 0 ? [] : r.haltIf(i32.lt_u(height, WORD * pops), statusCode.stackUnderflow)),
    ...(growth <= 0
      ? []
      : [
          ...r.haltIf(i32.gt_u(height, WORD * (STACK_LIMIT - growth)), statusCode.stackOverflow),
          ...sp.set(i32.sub(sp, WORD * growth)),
        ]),
    ...cases[name](r),
    ...(growth >= 0 ? [] : sp.set(i32.add(sp, -WORD * growth))),
    ...pc.set(i32.add(pc, 1 + immediate)),
    ...next(),
  ]
}
