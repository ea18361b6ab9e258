import { type AbstractValue, isConstant } from './abstract-value.ts'
import type { BlockEffect } from './block-effects.ts'
import { blockExit, type CodeBlocks, NO_BLOCK } from './code-blocks.ts'
import { itemAfter } from './stack-effect.ts'
import type { Return, Summary } from './summaries.ts'

/** A procedure of at most so many blocks and bytes, without loops, is copied to where it is called. */
const SMALL_BLOCKS = 3
const SMALL_BYTES = 40

/** Blocks with their own effects and their summaries. */
export interface AnalysedBlocks {
  readonly blocks: CodeBlocks
  readonly effects: readonly BlockEffect[]
  readonly summaries: readonly Summary[]
}

/**
 * Marks the blocks that are called: some block pushes an address and jumps there, and what begins there ends by jumping to that address. Small
 * ones are left out.
 */
export function procedureEntries({ blocks, effects, summaries }: AnalysedBlocks): Uint8Array {
  const isEntry = new Uint8Array(blocks.count)
  for (const effect of effects) {
    if (effect.exit !== blockExit.jump) continue
    const target = destination(blocks, effect.target)
    if (target === NO_BLOCK || isEntry[target] === 1) continue
    const { returns } = summaries[target] as Summary
    const [only] = returns
    if (only === undefined || returns.length > 1) continue
    if (!isConstant(itemAfter(effect, only.slot))) continue
    if (!isSmall({ blocks, effects, summaries }, target)) isEntry[target] = 1
  }
  return isEntry
}

/** The only way in which what begins at a block returns, if there is one. */
export function onlyReturn({ returns }: Summary): Return | undefined {
  return returns.length === 1 ? returns[0] : undefined
}

/** The block that a jump to `target` enters. */
export function destination({ at }: CodeBlocks, target: AbstractValue): number {
  return isConstant(target) ? (at[target] ?? NO_BLOCK) : NO_BLOCK
}

/** Whether what begins at `entry` is so small that it is copied to where it is called. */
export function isSmall(facts: AnalysedBlocks, entry: number): boolean {
  const { blocks, effects, summaries } = facts
  const seen = [entry]
  let bytes = 0
  for (let next = 0; next < seen.length; next++) {
    const block = seen[next] as number
    bytes += (blocks.end[block] as number) - (blocks.start[block] as number)
    if (seen.length > SMALL_BLOCKS || bytes > SMALL_BYTES) return false
    for (const successor of successors(blocks, effects[block] as BlockEffect, block)) {
      if (seen.includes(successor)) return false
      // What never returns is no part of the procedure's usual way.
      if (onlyReturn(summaries[successor] as Summary) !== undefined) seen.push(successor)
    }
  }
  return true
}

function successors(blocks: CodeBlocks, effect: BlockEffect, block: number): readonly number[] {
  const found: number[] = []
  const target = destination(blocks, effect.target)
  if (effect.exit !== blockExit.halt && target !== NO_BLOCK) found.push(target)
  if (effect.exit === blockExit.fall || effect.exit === blockExit.branch) found.push(block + 1)
  return found
}
