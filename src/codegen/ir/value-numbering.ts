import type { Instruction, Value } from './instruction.ts'
import type { Operation } from './operation.ts'

const FIRST_SLOTS = 64

/**
 * Finds pure instructions of one or two operands by what they compute. A function has one for all its blocks: operands
 * belong to their block, and operations on constants alone are folded.
 */
export class ValueNumbering {
  /** Open addressing; as many slots as a power of 2, at most half of them in use. */
  #slots: (Instruction | undefined)[] = new Array(FIRST_SLOTS).fill(undefined)
  #used = 0

  /** The instruction with this operation on these operands, if there is one. */
  find(operation: Operation, a: Value, b: Value | undefined): Instruction | undefined {
    const mask = this.#slots.length - 1
    for (let slot = hash(operation, a, b) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot]
      if (found === undefined) return undefined
      const { op, args } = found
      if (op === operation && args[0] === a && args[1] === b) return found
    }
  }

  /** Adds one that was not found. */
  add(instruction: Instruction): void {
    if (2 * ++this.#used > this.#slots.length) this.#grow()
    this.#insert(instruction)
  }

  #insert(instruction: Instruction): void {
    const { op, args } = instruction
    const mask = this.#slots.length - 1
    let slot = hash(op, args[0] as Value, args[1]) & mask
    while (this.#slots[slot] !== undefined) slot = (slot + 1) & mask
    this.#slots[slot] = instruction
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Array(2 * before.length).fill(undefined)
    for (const instruction of before) if (instruction !== undefined) this.#insert(instruction)
  }
}

function hash(operation: Operation, a: Value, b: Value | undefined): number {
  const first = Math.imul(a.id + 1, 0x9e37_79b1)
  const second = b === undefined ? 0 : Math.imul(b.id + 1, 0x85eb_ca6b)
  const mixed = Math.imul(first ^ (second >>> 7) ^ second ^ operation, 0xc2b2_ae35)
  return mixed ^ (mixed >>> 15)
}
