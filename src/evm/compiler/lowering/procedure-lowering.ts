import type { BlockBuilder } from '../../../codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../codegen/ir/function-builder.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import { op } from '../../../codegen/ir/operation.ts'
import type { IrFunction } from '../../../codegen/ir/program.ts'
import { type StatusCode, statusCode } from '../../../engine/status-code.ts'
import { opcodes } from '../../opcodes.ts'
import { charge } from '../effects/gas-effects.ts'
import { fail } from '../effects/halt-effects.ts'
import { interpretFrom } from '../effects/interpret-effect.ts'
import type { BlockEffect } from '../recovery/block-effects.ts'
import { blockExit, type CodeBlocks } from '../recovery/code-blocks.ts'
import type { Edge, Place, ProcedureExit } from '../recovery/control-flow.ts'
import { heightChange } from '../recovery/stack-effect.ts'
import { BlockLowering } from './block-lowering.ts'
import { lowerBody } from './body-lowering.ts'
import { heightChecks, placeAfter } from './height-checks.ts'
import type { MemorySizes } from './memory-sizes.ts'
import type { ProcedureFrame } from './procedure-frames.ts'
import { WordStack } from './word-stack.ts'

const STACK_LIMIT = 1024
const JUMP = opcodes.JUMP.byte
const JUMPI = opcodes.JUMPI.byte

/** What the lowering of a procedure needs of the whole code. */
export interface LoweringContext {
  readonly blocks: CodeBlocks
  readonly effects: readonly BlockEffect[]
  /** By index of the procedure. */
  readonly frames: readonly ProcedureFrame[]
  readonly memory: MemorySizes
}

/** Lowers one procedure to a function. */
export class ProcedureLowering {
  readonly #context: LoweringContext
  readonly #frame: ProcedureFrame
  readonly #function: IrFunctionBuilder
  /** By place: how many edges lead there. */
  readonly #entries: Uint16Array
  /** By place: bytes of memory that are accessible when it begins. */
  readonly #memory: Float64Array
  /** By place: whether the stack's height is checked. */
  readonly #checks: Uint8Array
  /** By place: its block, for those that have one of their own. */
  readonly #blockOf: (BlockBuilder | undefined)[]
  readonly #pending: Place[] = []
  /** Positions that callers do not read back from the results. */
  readonly #kept: readonly number[]
  /** Those of them that are not what they were. */
  readonly #changed: Set<number>

  constructor(context: LoweringContext, frame: ProcedureFrame, changed: Set<number>) {
    const { procedure, params, results } = frame
    this.#context = context
    this.#frame = frame
    const name = `p${(context.blocks.start[procedure.block] as number).toString(16)}`
    this.#function = new IrFunctionBuilder(name, params + this.#firstVariable, results.length)
    this.#entries = entryCounts(procedure.places)
    this.#memory = context.memory.places[procedure.index] as Float64Array
    this.#checks = heightChecks(frame, context.effects)
    this.#blockOf = new Array<BlockBuilder | undefined>(procedure.places.length).fill(undefined)
    this.#changed = changed
    this.#kept = keptPositions(frame)
    for (let extra = highestPosition(frame, context.effects) - params; extra > 0; extra--) {
      this.#function.variable()
    }
  }

  /** The function. It is wrong when the procedure changed what its callers believe it leaves: `changed` has grown. */
  lower(): IrFunction {
    this.#blockFor(this.#frame.procedure.places[0] as Place)
    for (let next = 0; next < this.#pending.length; next++) {
      this.#lowerFrom(this.#pending[next] as Place)
    }
    return this.#function.build()
  }

  /** The height at entry is variable 0 when there is one. */
  get #firstVariable(): number {
    return this.#frame.takesHeight ? 1 : 0
  }

  #blockFor(place: Place): BlockBuilder {
    const known = this.#blockOf[place.index]
    if (known !== undefined) return known
    const block = this.#function.block()
    this.#blockOf[place.index] = block
    this.#pending.push(place)
    return block
  }

  #loweringIn(block: BlockBuilder, height: number): BlockLowering {
    const first = this.#firstVariable
    const stack = new WordStack(this.#frame.params + height, (position) =>
      block.get(first + position),
    )
    return new BlockLowering(this.#context.blocks, block, stack)
  }

  /** Lowers a place that has its own block, and those that only follow it. */
  #lowerFrom(start: Place): void {
    const entered = this.#blockOf[start.index] as BlockBuilder
    const block = this.#checks[start.index] === 1 ? this.#branchOnHeight(start, entered) : entered
    const lowering = this.#loweringIn(block, start.height)
    lowering.memory.size = this.#memory[start.index] as number
    const failureOf = (byte: number, height: number) => this.#failureOf(byte, height)
    let place: Place | undefined = start
    while (place !== undefined) {
      const goesOn = lowerBody(lowering, this.#context.blocks, place.block, failureOf)
      place = goesOn ? this.#leave(lowering, place) : undefined
    }
  }

  /** An instruction that takes what is not there, or exceeds the stack, whatever the caller. */
  #failureOf(byte: number, height: number): StatusCode | undefined {
    const { pops, pushes } = this.#context.blocks.instructions
    const taken = pops[byte] as number
    if (height < taken) return statusCode.stackUnderflow
    const after = this.#fixedHeight(height) - taken + (pushes[byte] as number)
    return after > STACK_LIMIT ? statusCode.stackOverflow : undefined
  }

  /** How many items the message has on its stack where the procedure has `height`; 0 when that depends on the call. */
  #fixedHeight(height: number): number {
    const { lowest, highest, params } = this.#frame
    return lowest === highest ? lowest - params + height : 0
  }

  #fail({ block }: BlockLowering, status: StatusCode): void {
    block.halt(fail, [], [status])
  }

  /** Lowers the end of a block; the place that goes on in the same block of the function, if one does. */
  #leave(lowering: BlockLowering, place: Place): Place | undefined {
    const { blocks } = this.#context
    const { stack } = lowering
    const exit = blocks.exit[place.block]
    if (exit !== blockExit.fall) {
      const isBranch = exit === blockExit.branch
      lowering.charge(blocks.instructions.gas[isBranch ? JUMPI : JUMP] as number)
      stack.drop(1)
      if (isBranch) {
        this.#branch(lowering, place)
        return undefined
      }
    }
    return this.#follow(lowering, exit === blockExit.fall ? place.next : place.taken)
  }

  #branch(lowering: BlockLowering, { taken, next }: Place): void {
    const { stack, block } = lowering
    const condition = stack.item(0)
    stack.drop(1)
    this.#save(lowering)
    const targets = [taken, next].map((edge) => this.#targetOf(edge, lowering))
    block.branch(condition, ...(targets as [number, number]))
  }

  /** The block that a branch goes to for an edge, with the stack in its variables. */
  #targetOf(edge: Edge | undefined, { stack, memory }: BlockLowering): number {
    if (edge?.kind === 'jump') return this.#blockFor(edge.to).index
    const block = this.#function.block()
    const lowering = this.#loweringIn(block, stack.height - this.#frame.params)
    lowering.memory.size = memory.size
    const to = this.#follow(lowering, edge)
    if (to !== undefined) this.#jumpTo(lowering, to)
    return block.index
  }

  /** Lowers an edge at the end of a block; the place that goes on in the block, if one does. */
  #follow(lowering: BlockLowering, start: Edge | undefined): Place | undefined {
    let edge = start
    for (; edge?.kind === 'call'; edge = edge.then) this.#call(lowering, edge)
    if (edge === undefined) {
      // The recovery does not follow stacks that are always too high.
      this.#fail(lowering, statusCode.stackOverflow)
    } else if (edge.kind === 'jump') {
      const { index } = edge.to
      if (this.#entries[index] === 1 && this.#checks[index] === 0) return edge.to
      // Whether the run ended in the callee is seen at a charge, and the check comes before the place's own.
      if (start?.kind === 'call' && this.#checks[index] === 1)
        lowering.block.effect(charge, [], [0])
      this.#jumpTo(lowering, edge.to)
    } else if (edge.kind === 'return') {
      this.#return(lowering)
    } else {
      if (start?.kind === 'call') lowering.block.effect(charge, [], [0])
      this.#fail(lowering, statusCode.badJumpDestination)
    }
    return undefined
  }

  #jumpTo(lowering: BlockLowering, to: Place): void {
    this.#save(lowering)
    lowering.block.jump(this.#blockFor(to).index)
  }

  #return({ stack, block }: BlockLowering): void {
    this.#checkKept(stack)
    block.return(this.#frame.results.map((position) => stack.at(position)))
  }

  #call(lowering: BlockLowering, { callee }: Edge & { readonly kind: 'call' }): void {
    const { block, stack } = lowering
    const frame = this.#context.frames[callee.index] as ProcedureFrame
    const bottom = stack.height - frame.params
    const args: Value[] = frame.takesHeight ? [this.#heightOf(block, stack.height)] : []
    for (let param = 0; param < frame.params; param++) args.push(stack.at(bottom + param))
    const results = block.call(callee.index, args, frame.results.length)
    stack.height += heightChange((callee.exit as ProcedureExit).effect)
    for (const [index, value] of results.entries()) {
      stack.set(bottom + (frame.results[index] as number), value)
    }
    lowering.endSegment()
    lowering.memory.forgetWords()
    const size = this.#context.memory.returns[callee.index] as number
    lowering.memory.size = Math.max(lowering.memory.size, size)
  }

  /** Items on the message's stack where this procedure has `height`. */
  #heightOf(block: BlockBuilder, height: number): Value {
    const { takesHeight, lowest, params } = this.#frame
    if (!takesHeight) return block.number(lowest + height - params)
    const above = height - params
    if (above < 0) return block.binary(op.sub, block.get(0), block.number(-above))
    return block.binary(op.add, block.get(0), block.number(above))
  }

  /** Leaves the items of the stack in their variables. */
  #save({ stack, block }: BlockLowering): void {
    this.#checkKept(stack)
    for (let position = 0; position < stack.height; position++) {
      const value = stack.known(position)
      if (value !== undefined) block.assign(this.#firstVariable + position, value)
    }
  }

  #checkKept(stack: WordStack): void {
    for (const position of this.#kept) {
      if (position >= stack.height || !this.#isKept(stack.known(position), position)) {
        this.#changed.add(position)
      }
    }
  }

  #isKept(value: Value | undefined, position: number): boolean {
    if (value === undefined) return true
    return value.op === op.get && value.index === this.#firstVariable + position
  }

  /**
   * Goes on in a new block when the stack stays below its limit. Else the message fails in this block, or earlier: the
   * first tier finds out where, and how.
   */
  #branchOnHeight(place: Place, entered: BlockBuilder): BlockBuilder {
    const { peak, reach } = this.#context.effects[place.block] as BlockEffect
    const height = this.#frame.params + place.height
    const most = this.#heightOf(entered, height + peak)
    const usual = this.#function.block()
    const failing = this.#function.block()
    const exceeds = entered.binary(op.gt, most, entered.number(STACK_LIMIT))
    entered.branch(exceeds, failing.index, usual.index)
    const { stack } = this.#loweringIn(failing, place.height)
    const items = Array.from({ length: reach }, (_, slot) => stack.item(slot))
    const pc = this.#context.blocks.start[place.block] as number
    failing.halt(interpretFrom, [this.#heightOf(failing, height), ...items], [pc])
    return usual
  }
}

/** How many edges lead to each place; the message or a call enters the first one. */
function entryCounts(places: readonly Place[]): Uint16Array {
  const counts = new Uint16Array(places.length)
  counts[0] = 1
  for (const { taken, next } of places) {
    for (const edge of [taken, next]) {
      const to = placeAfter(edge)
      if (to !== undefined) counts[to.index] = (counts[to.index] as number) + 1
    }
  }
  return counts
}

/** Positions that callers do not read back from the results. */
function keptPositions({ procedure, params, results }: ProcedureFrame): readonly number[] {
  if (procedure.exit === undefined) return []
  const height = params + heightChange(procedure.exit.effect)
  return Array.from({ length: Math.min(height, params) }, (_, position) => position).filter(
    (position) => !results.includes(position),
  )
}

/** Positions above everything that a procedure has on its stack. */
function highestPosition(
  { procedure, params }: ProcedureFrame,
  effects: readonly BlockEffect[],
): number {
  let highest = params
  for (const { block, height } of procedure.places) {
    highest = Math.max(highest, params + height + (effects[block] as BlockEffect).peak)
  }
  return highest
}
