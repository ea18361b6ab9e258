import type { FlowGraph } from '../analysis/flow-graph.ts'
import { contains } from '../analysis/loop-nest.ts'
import type { Exit, IrBlock, IrFunction } from '../ir/program.ts'
import { BlockTranslator, type FunctionInput } from './block-translator.ts'
import type { Emitter, Label } from './emitter.ts'
import { type Placement, placementOf } from './placement.ts'

/** What is still to be written: the code of a block (its position), or the end of a Wasm block. */
const END = -1

/**
 * Writes the blocks of a function as structured control flow. What is left to write is a stack of its own, so that code
 * may nest deeper than the native stack.
 */
export class FunctionTranslator {
  readonly #out: Emitter
  readonly #blocks: readonly IrBlock[]
  readonly #graph: FlowGraph
  readonly #placement: Placement
  readonly #translator: BlockTranslator
  /** Where branches to a position go, for loops and labelled blocks. */
  readonly #labels: Int32Array
  readonly #loopLabels: Int32Array
  readonly #pending: number[] = []

  constructor(out: Emitter, each: IrFunction, graph: FlowGraph, input: FunctionInput) {
    this.#out = out
    this.#blocks = each.blocks
    this.#graph = graph
    this.#placement = placementOf(graph)
    this.#translator = new BlockTranslator(out, input)
    this.#labels = new Int32Array(this.#graph.order.length)
    this.#loopLabels = new Int32Array(this.#graph.order.length)
  }

  translate(): void {
    this.#pending.push(0)
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      if (next === END) this.#out.end()
      else this.#tree(next)
    }
  }

  /** A block with all that it dominates: labelled blocks stand behind it, the others where its edges leave. */
  #tree(at: number): void {
    const { isLoop, behind, loops } = this.#placement
    const followers = behind.get(at) ?? []
    if (isLoop[at] === 1) {
      this.#openBlocks(followers.filter((follower) => !contains(loops, at, follower)))
      this.#loopLabels[at] = this.#out.loop()
      this.#pending.push(END)
      this.#openBlocks(followers.filter((follower) => contains(loops, at, follower)))
    } else this.#openBlocks(followers)
    const { exit } = this.#block(at)
    this.#translator.body(this.#block(at))
    this.#exit(exit, at)
  }

  /** Opens a Wasm block for each of these; the one that comes first is the innermost. */
  #openBlocks(positions: readonly number[]): void {
    for (let index = positions.length - 1; index >= 0; index--) {
      const position = positions[index] as number
      this.#labels[position] = this.#out.block()
      this.#pending.push(position, END)
    }
  }

  #exit(exit: Exit, at: number): void {
    const first = this.#graph.successors[2 * at] as number
    const second = this.#graph.successors[2 * at + 1] as number
    if (exit.kind === 'branch' && first !== second) {
      this.#branch(exit, at)
    } else if (exit.kind === 'jump' || exit.kind === 'branch') {
      this.#finish(at)
      this.#goto(first, at)
    } else this.#translator.leave(exit)
  }

  #branch({ condition }: Exit & { readonly kind: 'branch' }, at: number): void {
    const then = this.#graph.successors[2 * at] as number
    const otherwise = this.#graph.successors[2 * at + 1] as number
    if (!this.#isInline(then, at)) {
      this.#translator.pushNonZero(condition)
      this.#finish(at)
      this.#out.brIf(this.#labelOf(then, at))
      this.#goto(otherwise, at)
    } else if (!this.#isInline(otherwise, at)) {
      this.#translator.pushZero(condition)
      this.#finish(at)
      this.#out.brIf(this.#labelOf(otherwise, at))
      this.#goto(then, at)
    } else {
      this.#translator.pushNonZero(condition)
      this.#finish(at)
      this.#out.if()
      // No code falls out of the `then` part, so that the other one needs no `else`.
      this.#pending.push(otherwise, END, then)
    }
  }

  #block(at: number): IrBlock {
    return this.#blocks[this.#graph.order[at] as number] as IrBlock
  }

  #finish(at: number): void {
    this.#translator.finish(this.#block(at), this.#graph.order[at] as number)
  }

  #goto(target: number, at: number): void {
    if (this.#isInline(target, at)) this.#pending.push(target)
    else this.#out.br(this.#labelOf(target, at))
  }

  /** Whether a block stands where the edge from `at` leaves. */
  #isInline(target: number, at: number): boolean {
    return target > at && this.#placement.isLabelled[target] === 0
  }

  #labelOf(target: number, at: number): Label {
    return (target > at ? this.#labels[target] : this.#loopLabels[target]) as number
  }
}
