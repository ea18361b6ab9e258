import type { ByteWriter } from '../../wasm/byte-writer.ts'
import { opcode } from '../../wasm/opcode.ts'
import type { LocalType } from '../assembler/code.ts'
import { CodegenError } from '../codegen-error.ts'
import type { Environment, ImportedFunction } from './environment.ts'
import { LocalPool } from './local-pool.ts'
import type { CallPlace, ModuleContext } from './module-context.ts'
import type { Operand } from './operand.ts'
import { writeI64 } from './write-i64.ts'

const NO_RESULT = 0x40
/** Tail calls came after WebAssembly 2.0: https://github.com/WebAssembly/tail-call */
export const RETURN_CALL = 0x12
const RETURN_CALL_INDIRECT = 0x13

const code = {
  block: opcode['block'],
  loop: opcode['loop'],
  if: opcode['if'],
  else: opcode['else'],
  end: opcode['end'],
  br: opcode['br'],
  brIf: opcode['br_if'],
  return: opcode['return'],
  unreachable: opcode['unreachable'],
  call: opcode['call'],
  get: opcode['local.get'],
  set: opcode['local.set'],
  tee: opcode['local.tee'],
  i32: opcode['i32.const'],
  i64: opcode['i64.const'],
  shuffle: opcode['i8x16.shuffle'],
} as const

/** A place that branches go to: the end of a block, or the start of a loop. */
export type Label = number

/**
 * What a function does when it leaves its way for good, e.g. out of gas: written once per function, behind its body.
 * The code must not fall through: it returns.
 */
export interface ColdExit {
  readonly name: string
  readonly emit: (out: Emitter) => void
}

/** The results of the function besides the threaded ones, and its parameters: what an emitter has to know of it. */
export interface FunctionShape {
  /** Number of Wasm parameters, those of the environment with them. */
  readonly params: number
  /** Number of i64 results behind the threaded ones. */
  readonly resultLimbs: number
}

/**
 * Writes the body of one function, instruction by instruction, in the binary format: hands out locals, counts the depth of
 * labels, and collects the cold exits. Effects write through it. A module's functions are written one after the other.
 */
export class Emitter {
  readonly environment: Environment
  readonly shape: FunctionShape
  readonly #context: ModuleContext
  readonly #pool: LocalPool
  readonly #body: ByteWriter
  readonly #prologue: ByteWriter
  readonly #exits: ColdExit[] = []
  readonly #calls: CallPlace[] = []
  readonly #shared = new Map<string, number>()
  readonly #main: number
  #writer: ByteWriter
  #depth = 0

  constructor(
    context: ModuleContext,
    environment: Environment,
    shape: FunctionShape,
    main: number,
  ) {
    this.#context = context
    this.environment = environment
    this.shape = shape
    this.#main = main
    this.#body = context.body
    this.#prologue = context.prologue
    this.#body.reset()
    this.#prologue.reset()
    this.#writer = this.#body
    this.#pool = new LocalPool(shape.params)
    const locals = [...environment.parameters, ...environment.threaded]
    for (const [index, { name }] of locals.entries()) this.#shared.set(name, index)
  }

  // Instructions

  /** An instruction without immediates, by its code in `opcode`. */
  op(instruction: number): void {
    this.#writer.opcode(instruction)
  }

  i32(value: number): void {
    this.#writer.byte(code.i32)
    this.#writer.s32(value)
  }

  /** The constant `high · 2^32 + low`; both digits as u32 (or as the same bits signed). */
  i64(low: number, high = 0): void {
    this.#writer.byte(code.i64)
    writeI64(this.#writer, low, high)
  }

  get(local: number): void {
    this.#writer.withImmediate(code.get, local)
  }

  set(local: number): void {
    this.#writer.withImmediate(code.set, local)
  }

  tee(local: number): void {
    this.#writer.withImmediate(code.tee, local)
  }

  /** A load or store; no alignment is claimed. */
  memory(instruction: number, offset = 0): void {
    this.#writer.opcode(instruction)
    this.#writer.byte(0)
    this.#writer.u32(offset)
  }

  /** @param lanes sixteen numbers of bytes, of both operands */
  shuffle(lanes: Uint8Array): void {
    this.#writer.opcode(code.shuffle)
    this.#writer.span(lanes, 0, lanes.length)
  }

  /** `extract_lane`, `replace_lane`. */
  lane(instruction: number, lane: number): void {
    this.#writer.opcode(instruction)
    this.#writer.byte(lane)
  }

  /** `memory.copy` and `memory.fill` take memory indexes: as many zero bytes. */
  bulk(instruction: number, memories: number): void {
    this.#writer.opcode(instruction)
    for (let index = 0; index < memories; index++) this.#writer.byte(0)
  }

  /** Calls a function of another module; its operands are on the stack. */
  call(imported: ImportedFunction): void {
    this.#writer.byte(code.call)
    this.#writer.u32(this.#context.importIndex(imported))
  }

  /** Calls a function of the program; environment and limbs are on the stack. */
  callFunction(callee: number, instruction: number = code.call): void {
    this.#writer.byte(instruction)
    this.#calls.push({ offset: this.#writer.length, callee })
    for (let padding = 0; padding < 5; padding++) this.#writer.byte(0)
  }

  callMain(): void {
    this.callFunction(this.#main)
  }

  /** Leaves for the function of the program's table whose index (i32) is on the stack, above the environment. */
  tailCallTable(): void {
    const { parameters, threaded } = this.environment
    const typeIndex = this.#context.typeIndexOf([...parameters, ...threaded], threaded)
    this.#writer.byte(RETURN_CALL_INDIRECT)
    this.#writer.u32(typeIndex)
    this.#writer.byte(0)
  }

  return(): void {
    this.#writer.byte(code.return)
  }

  // Structure

  block(): Label {
    return this.#open(code.block)
  }

  loop(): Label {
    return this.#open(code.loop)
  }

  /** Takes an i32 from the stack. */
  if(): Label {
    return this.#open(code.if)
  }

  else(): void {
    this.#writer.byte(code.else)
  }

  /** Ends the innermost block, loop or if. */
  end(): void {
    this.#writer.byte(code.end)
    this.#depth--
  }

  br(label: Label): void {
    this.#branch(code.br, this.#depth - label)
  }

  brIf(label: Label): void {
    this.#branch(code.brIf, this.#depth - label)
  }

  // Cold exits

  /** Leaves through `exit`. */
  exit(exit: ColdExit): void {
    this.#branch(code.br, this.#depth + this.#exitIndex(exit))
  }

  /** Leaves through `exit` when the i32 on the stack is not 0. */
  exitIf(exit: ColdExit): void {
    this.#branch(code.brIf, this.#depth + this.#exitIndex(exit))
  }

  /** Returns what a function returns when the run is over. */
  returnHalted(): void {
    this.environment.pushHalted(this)
    for (let limb = 0; limb < this.shape.resultLimbs; limb++) this.i64(0)
    this.return()
  }

  // Locals

  /** The local of a parameter of the environment, or of one that is shared. */
  local(name: string): number {
    return this.#shared.get(name) ?? this.#unknown(name)
  }

  /** A local of the function under a name; when it is first asked for, `prepare` may set it at the function's entry. */
  shared(name: string, type: LocalType, prepare?: (out: Emitter, local: number) => void): number {
    const known = this.#shared.get(name)
    if (known !== undefined) return known
    const local = this.#pool.reserve(type)
    this.#shared.set(name, local)
    if (prepare !== undefined) {
      this.#writer = this.#prologue
      prepare(this, local)
      this.#writer = this.#body
    }
    return local
  }

  /** A local that nobody else uses until it is released. It holds anything. */
  take(type: LocalType): number {
    return this.#pool.take(type)
  }

  release(local: number): void {
    this.#pool.release(local)
  }

  /** Pushes the environment as a call of a function of the program takes it. */
  pushEnvironment(): void {
    const { parameters, threaded } = this.environment
    for (let local = 0; local < parameters.length + threaded.length; local++) this.get(local)
  }

  /** Pushes the threaded locals as a function returns them. */
  pushThreaded(): void {
    const { parameters, threaded } = this.environment
    for (let local = 0; local < threaded.length; local++) this.get(parameters.length + local)
  }

  // Words

  /** Pushes a limb of a word as an i64. */
  limb({ words, locals }: Operand, limb: number): void {
    if (words !== undefined) {
      this.i64(words[2 * limb] as number, words[2 * limb + 1])
      return
    }
    const local = locals[limb]
    if (local === undefined) this.i64(0)
    else this.get(local)
  }

  /** Sets a limb of a result to the i64 on the stack; a limb that is known to be 0 drops it. */
  setLimb({ locals }: Operand, limb: number): void {
    const local = locals[limb]
    if (local === undefined) this.op(opcode['drop'])
    else this.set(local)
  }

  /** Unknown names are a mistake of the effect. */
  #unknown(name: string): never {
    throw new CodegenError(`No local of the environment is called ${name}.`)
  }

  /** Adds the function to the module's code. Nothing can be written afterwards. */
  finish(): void {
    // Control never gets behind the body, but validation does not know.
    this.op(code.unreachable)
    for (const [index, exit] of this.#exits.entries()) {
      this.#body.byte(code.end)
      this.#depth = -index - 1
      exit.emit(this)
    }
    this.#body.byte(code.end)
    const { head } = this.#context
    head.reset()
    this.#pool.write(head)
    head.bytes(this.#prologue.view())
    for (let exit = 0; exit < this.#exits.length; exit++) {
      head.byte(code.block)
      head.byte(NO_RESULT)
    }
    this.#context.addCode(head.view(), this.#body.view(), this.#calls)
  }

  #open(kind: number): Label {
    this.#writer.byte(kind)
    this.#writer.byte(NO_RESULT)
    return ++this.#depth
  }

  #branch(kind: number, depth: number): void {
    this.#writer.withImmediate(kind, depth)
  }

  #exitIndex(exit: ColdExit): number {
    const known = this.#exits.indexOf(exit)
    return known === -1 ? this.#exits.push(exit) - 1 : known
  }
}
