import { blockType, type InstructionTable } from '../../wasm/instruction-table.ts'
import { OPCODE_LIMIT, opcode } from '../../wasm/opcode.ts'
import type { FastContext } from './fast-context.ts'

/** The ways through the body of a loop that has one way out and one way round. */
export interface LoopPaths {
  /** Row of the only branch that decides: a `br_if` back at the end, or a `br_if` out with a `br` back at the end. */
  readonly test: number
  /** Row of the only branch back. */
  readonly backEdge: number
  /** Units of the cheapest way round. */
  readonly units: number
  /** Units of the cheapest way from the loop's start to the end of a block, by the row of its opener. */
  readonly unitsAtEnd: ReadonlyMap<number, number>
  /** Rows outside of inner blocks that write a local: each way round executes them once. */
  readonly writes: readonly number[]
}

/** Longer bodies are not looked at: their back edge costs little beside them, and the search stays linear. */
const MOST_ROWS = 512

const BLOCK = opcode['block']
const LOOP = opcode['loop']
const IF = opcode['if']
const ELSE = opcode['else']
const END = opcode['end']
const BR = opcode['br']
const BR_IF = opcode['br_if']
const CALL = opcode['call']
const BR_TABLE = opcode['br_table']
const LOCAL_SET = opcode['local.set']
const LOCAL_TEE = opcode['local.tee']

/** What instructions and calls cost. */
export type CodePrices = Pick<FastContext, 'costs' | 'constantUnits'>

interface OpenBlock {
  readonly row: number
  readonly isLoop: boolean
  /** Units of the cheapest path that has reached the block's end so far. */
  cheapest: number
  /** For an `if`: units where the `else` starts. */
  readonly alternative: number
}

/**
 * Follows all paths through a loop's body; undefined when it has calls of no constant cost, charges by an operand, another
 * way out, or another way round.
 */
export function loopPaths(
  table: InstructionTable,
  prices: CodePrices,
  loopRow: number,
): LoopPaths | undefined {
  const end = table.match[loopRow] as number
  if (end - loopRow > MOST_ROWS || table.immediate[loopRow] !== blockType.empty) return undefined
  const backEdge = end - 1
  const closes = table.opcode[backEdge] === BR_IF || table.opcode[backEdge] === BR
  if (!closes || table.immediate[backEdge] !== 0) return undefined
  const search = new PathSearch(table, prices, backEdge)
  for (let row = loopRow + 1; row < backEdge; ) {
    const next = search.visit(row)
    if (next === undefined) return undefined
    row = next
  }
  return search.result()
}

class PathSearch {
  readonly #table: InstructionTable
  readonly #prices: CodePrices
  readonly #backEdge: number
  readonly #open: OpenBlock[] = []
  readonly #unitsAtEnd = new Map<number, number>()
  readonly #writes: number[] = []
  #exit = -1
  /** Units of the cheapest way to the current row; infinite where none leads. */
  #units = 0

  constructor(table: InstructionTable, prices: CodePrices, backEdge: number) {
    this.#table = table
    this.#prices = prices
    this.#backEdge = backEdge
  }

  result(): LoopPaths | undefined {
    const code = this.#table.opcode[this.#backEdge] as number
    const test = code === BR_IF ? this.#backEdge : this.#exit
    const isSingle = code === BR_IF ? this.#exit < 0 : this.#exit >= 0
    const units = this.#units + (this.#prices.costs.units[code] as number)
    if (!isSingle || this.#open.length > 0 || !Number.isFinite(units)) return undefined
    const { unitsAtEnd, writes, backEdge } = this.#shape()
    return { test, backEdge, units, unitsAtEnd, writes }
  }

  /** Takes the instruction at `row`; returns the row to go on at, or undefined when the loop does not qualify. */
  visit(row: number): number | undefined {
    const code = this.#table.opcode[row] as number
    const { costs } = this.#prices
    if (isForbidden[code] === 1 || costs.unitsPerCount[code] !== 0) return undefined
    this.#units += costs.units[code] as number
    if (code === LOCAL_SET || code === LOCAL_TEE) {
      if (this.#open.length === 0) this.#writes.push(row)
      return row + 1
    }
    if (code === BLOCK || code === LOOP || code === IF) this.#enter(row, code)
    else if (code === ELSE) this.#turn()
    else if (code === END) this.#close()
    else if (code === BR || code === BR_IF) return this.#branch(row, code)
    else if (code === CALL) return this.#call(row)
    else if (code === UNREACHABLE) return this.#skip(row)
    return row + 1
  }

  #call(row: number): number | undefined {
    const units = this.#prices.constantUnits(this.#table.immediate[row] as number)
    if (units === undefined) return undefined
    this.#units += units
    return row + 1
  }

  #enter(row: number, code: number): void {
    const passes = code === IF && (this.#table.elseRow[row] as number) < 0
    this.#open.push({
      row,
      isLoop: code === LOOP,
      cheapest: passes ? this.#units : Number.POSITIVE_INFINITY,
      alternative: this.#units,
    })
  }

  #turn(): void {
    const block = this.#open.at(-1)
    if (block === undefined) return
    block.cheapest = Math.min(block.cheapest, this.#units)
    this.#units = block.alternative
  }

  #close(): void {
    const block = this.#open.pop()
    if (block === undefined || block.isLoop) return
    this.#units = Math.min(block.cheapest, this.#units)
    if (Number.isFinite(this.#units)) this.#unitsAtEnd.set(block.row, this.#units)
  }

  #branch(row: number, code: number): number | undefined {
    const label = this.#table.immediate[row] as number
    const target = this.#open[this.#open.length - 1 - label]
    if (target === undefined) {
      // The loop itself, or out of it: only one conditional way out, outside of inner blocks.
      if (label === this.#open.length || code === BR || this.#open.length > 0) return undefined
      if (this.#exit >= 0) return undefined
      this.#exit = row
      return row + 1
    }
    if (!target.isLoop) target.cheapest = Math.min(target.cheapest, this.#units)
    return code === BR ? this.#skip(row) : row + 1
  }

  /** Goes to where control can arrive again behind a branch that is always taken. */
  #skip(row: number): number | undefined {
    const block = this.#open.at(-1)
    if (block === undefined) return undefined
    this.#units = Number.POSITIVE_INFINITY
    const { opcode: codes, elseRow, match } = this.#table
    const alternative = codes[block.row] === IF ? (elseRow[block.row] as number) : -1
    return alternative > row ? alternative : (match[block.row] as number)
  }

  #shape(): Pick<LoopPaths, 'unitsAtEnd' | 'writes' | 'backEdge'> {
    return { unitsAtEnd: this.#unitsAtEnd, writes: this.#writes, backEdge: this.#backEdge }
  }
}

const UNREACHABLE = opcode['unreachable']
const isForbidden = new Uint8Array(OPCODE_LIMIT)
for (const code of [opcode['call_indirect'], opcode['return'], BR_TABLE]) {
  isForbidden[code] = 1
}
