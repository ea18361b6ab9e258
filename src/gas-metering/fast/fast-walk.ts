import type { InstructionTable } from '../../wasm/instruction-table.ts'
import { type Func, type FuncType, valueType } from '../../wasm/module.ts'
import { OPCODE_LIMIT, opcode } from '../../wasm/opcode.ts'
import { NestedBlocks } from '../nested-blocks.ts'
import { FastCode } from './fast-code.ts'
import type { FastContext } from './fast-context.ts'
import { type Join, openJoin, type Path, reach } from './join.ts'
import { LoopNest } from './loop-nest.ts'
import { type LoopVersions, versionsBudget } from './loop-versions.ts'
import { copiesBudget, type UnrolledLoop } from './unrolled-loop.ts'

/** Writes what an instruction needs; called when `pending` already includes its cost. */
export type Handler = (walk: FastWalk, row: number) => void

const END = opcode['end']
const AS_THEY_ARE = { gas: valueType.i64, depth: valueType.i32 } as const

/** Where a walk starts. */
export interface WalkStart {
  readonly type: FuncType
  /** Units that a call of the function costs at entry. */
  readonly entryUnits: number
  readonly calledFrom: 'inside' | 'outside'
}

/**
 * A walk over a body that writes it with gas code.
 *
 * `pending` is the cost of what ran since the last charge on this path. It becomes a charge only where it has to: where
 * paths join that differ, at back edges, before calls, at the end. Instructions that stay are copied in whole spans.
 */
export class FastWalk {
  readonly context: FastContext
  readonly table: InstructionTable
  readonly out: FastCode
  /** Whether the function's results go to its callers inside, with the gas, or outside. */
  readonly calledFrom: 'inside' | 'outside'
  /** Units that this path owes: the true gas is the gas local less this. */
  pending: number
  /** Whether control reaches the current row. */
  isReachable = true
  /** The loop around that is being unrolled; such loops are innermost, so there is at most one. */
  unrolled: UnrolledLoop | undefined
  /** The loop around that is written in two versions; it has no loop inside either. */
  versions: LoopVersions | undefined
  /** Bytes that copies of loop bodies may still take in this function. */
  copiesBudget: number
  /** And second versions of them. */
  versionsBudget: number
  /** Units pending at its `return`s, different ones as NaN; undefined as long as none is reached. */
  #returned: number | undefined
  /** Number of parameters that the function had before. */
  readonly firstDeclared: number
  readonly loops = new LoopNest()
  readonly #blocks: NestedBlocks
  readonly #joins: Join[]
  readonly #body: Join
  /** Position of the added join among the open ones, or -1. */
  #added = -1
  /** Byte offset of the first instruction that is not written yet. */
  #start = 0
  /** The row that the walk goes on behind, when a handler has changed it. */
  #jump: number | undefined

  constructor(
    context: FastContext,
    func: Func,
    table: InstructionTable,
    { type, entryUnits, calledFrom }: WalkStart,
  ) {
    this.calledFrom = calledFrom
    this.context = context
    this.table = table
    const types = calledFrom === 'outside' ? AS_THEY_ARE : context.carried.typesFor(type)
    this.out = new FastCode(context, func, type, types)
    this.pending = entryUnits
    this.copiesBudget = copiesBudget(table)
    this.versionsBudget = versionsBudget(table)
    this.firstDeclared = type.params.length
    this.#blocks = new NestedBlocks(table)
    this.#body = openJoin('body', type.results)
    this.#joins = [this.#body]
  }

  /** Number of open blocks around the current row, the body itself not counted. */
  get depth(): number {
    return this.#joins.length - 1
  }

  /** The original label of the body itself. */
  get bodyLabel(): number {
    return this.#blocks.depth
  }

  /** Writes the whole body; returns the units pending behind it. */
  run(handlers: readonly (Handler | undefined)[]): number {
    const { units } = this.context.costs
    const { length, opcode: codes, offset } = this.table
    for (let row = 0; row < length; row++) {
      const code = codes[row] as number
      this.pending += units[code] as number
      handlers[code]?.(this, row)
      let next = this.#blocks.step(row)
      if (code === END && !this.isReachable && row < length - 1) {
        this.out.code.op('unreachable')
        next = this.#blocks.closer(row) - 1
      }
      if (this.#jump !== undefined) {
        next = this.#jump
        this.#jump = undefined
      }
      if (next !== row) this.#start = offset[next + 1] as number
      row = next
    }
    return this.#body.pending ?? 0
  }

  /** A path leaves the function. */
  noteReturn(): void {
    this.#returned ??= this.pending
    if (this.#returned !== this.pending) this.#returned = Number.NaN
  }

  /** Behind the walk: what every call costs, where that is the same on all ways and no code was needed for it. */
  constantUnits(): number | undefined {
    const atEnd = this.#body.pending
    const units = atEnd ?? this.#returned ?? 0
    const isConstant = !this.out.touchesCarried && (this.#returned ?? units) === units
    return isConstant ? units : undefined
  }

  /** The join of an original label. */
  join(label: number): Join {
    const join = this.#joins[this.#positionOf(label)]
    if (join === undefined) throw new RangeError(`label ${label} of a validated body is missing`)
    return join
  }

  /** What an original label is called now: one more outside of an added block. */
  labelOf(label: number): number {
    return this.#joins.length - 1 - this.#positionOf(label)
  }

  open(join: Join): void {
    this.#joins.push(join)
    if (join.kind === 'loop') this.loops.open(join)
  }

  close(): void {
    if (this.#joins.pop()?.kind === 'loop') this.loops.close()
  }

  /** Opens a block that the original code does not have; there is one at a time. */
  openAdded(join: Join): void {
    this.#added = this.#joins.push(join) - 1
  }

  addedJoin(): Join {
    const join = this.#joins[this.#added]
    if (join === undefined) throw new RangeError('no block was added')
    return join
  }

  closeAdded(): void {
    this.#joins.pop()
    this.#added = -1
  }

  /** Goes on behind `row` after the current instruction; behind -1 is the start. */
  jumpBehind(row: number): void {
    this.#jump = row
  }

  #positionOf(label: number): number {
    const position = this.#joins.length - 1 - label
    return position > this.#added ? position : position - 1
  }

  /** Writes everything before `row` that is not written yet. */
  writeUpTo(row: number): void {
    const end = this.table.offset[row] as number
    this.out.code.span(this.table.body, this.#start, end)
    this.#start = end
  }

  /** Leaves the instruction at `row` out: the handler has written what stands for it. */
  leaveOut(row: number): void {
    this.#start = this.table.offset[row + 1] as number
  }

  /** Where an original local is now: declared ones moved up behind the carried parameters. */
  localIndex(index: number): number {
    return index < this.firstDeclared ? index : index + this.context.carried.count
  }

  /** Units that the cheapest way through the innermost loop, if it is counted, has at the end of the block opened at `row`. */
  foreseen(row: number): number | undefined {
    const loop = this.loops.innermost
    const units = loop?.counted?.unitsAtEnd.get(row)
    return units === undefined ? undefined : (loop?.pending ?? 0) + units
  }

  /**
   * Charges what `join` needs of this path. In a counted loop, where the cheapest way is paid ahead, more than that is
   * checked, so that no way round is free. `inside`: blocks that the caller has opened.
   */
  chargeFor(difference: number, inside: number): void {
    this.out.charge(difference)
    if (difference > 0 && this.loops.hasCounted) this.out.check(this.depth + inside)
  }

  /** Checks the gas on this path. */
  check(): void {
    this.out.check(this.depth)
    this.loops.noteCheck()
  }

  get path(): Path {
    return { pending: this.pending, checkedLoops: this.loops.checked }
  }

  /** Goes on where `path` was. */
  resume({ pending, checkedLoops }: Path): void {
    this.pending = pending
    this.loops.checked = checkedLoops
    this.isReachable = true
  }

  /** Goes on behind the label of `join`, which was closed. */
  continueBehind({ pending = 0, checkedLoops = 0 }: Join, isReached: boolean): void {
    this.resume({ pending, checkedLoops: Math.min(checkedLoops, this.loops.depth) })
    this.isReachable = isReached
  }

  /** Charges all that is pending: what follows may look at the gas. */
  settle(): void {
    this.out.charge(this.pending)
    this.pending = 0
  }

  /** Branches to `join` when the i32 on the stack is not zero, and charges what that needs on the way. */
  leaveFor(join: Join, label: number): void {
    const difference = reach(join, this.path)
    if (difference === 0) {
      this.out.code.brIf(label)
      return
    }
    this.out.code.if()
    this.chargeFor(difference, 1)
    this.out.code.br(label + 1).end()
  }

  /** Brings this path's pending units to what `join` expects. The instructions before have to be written. */
  adjustTo(join: Join): void {
    const difference = reach(join, this.path)
    this.pending = join.pending ?? 0
    if (join.kind === 'loop') {
      this.out.charge(difference)
      if (this.needsCheck(join)) this.check()
    } else this.chargeFor(difference, 0)
  }

  /** Whether this path has come from the start of `loop` without a check. */
  needsCheck({ loopsAround = 0 }: Join): boolean {
    return this.loops.checked <= loopsAround
  }

  /** At the way back of a counted loop: what is pending is what was charged ahead, or brought to it. */
  closeCounted(join: Join): void {
    const ahead = (join.pending ?? 0) + (join.counted?.units ?? 0)
    this.chargeFor(this.pending - ahead, 0)
    this.pending = ahead
  }
}

/** An empty handler table, by opcode. */
export function handlerTable(): (Handler | undefined)[] {
  return Array<Handler | undefined>(OPCODE_LIMIT).fill(undefined)
}
