import type { Label } from './code-builder.ts'
import type { Writing } from './simple-pieces.ts'

type Piece = (writing: Writing) => void

/** Counts down on the stack around a body that leaves the stack as it found it. */
export function countedLoop(writing: Writing, body: Piece): void {
  const { code, random } = writing
  const start = code.label()
  code.push(random.between(1, 6)).place(start)
  body(writing)
  code.push(1).op('SWAP1', 'SUB', 'DUP1').pushLabel(start).op('JUMPI', 'POP')
}

/** A loop whose counter is in memory, so that its body may do to the stack what it likes. */
export function memoryLoop(writing: Writing, body: Piece): void {
  const { code, random } = writing
  const start = code.label()
  const counter = 1024 + 32 * random.below(4)
  code.push(random.between(1, 5)).push(counter).op('MSTORE').place(start)
  body(writing)
  code.push(1).push(counter).op('MLOAD', 'SUB', 'DUP1').push(counter).op('MSTORE')
  code.pushLabel(start).op('JUMPI')
}

/** Skips a body when a word is not zero. */
export function branch(writing: Writing, body: Piece): void {
  const { code, random } = writing
  const over = code.label()
  if (random.oneIn(2)) code.push(memoryOffset(writing)).op('CALLDATALOAD')
  else code.push(random.below(2))
  code.pushLabel(over).op('JUMPI')
  body(writing)
  code.place(over)
}

/** An internal function as compilers make them: called from several places with the return address on the stack. */
export function procedure(writing: Writing, body: Piece): void {
  const { code, random } = writing
  const [entry, after] = [code.label(), code.label()]
  const returns: Label[] = []
  for (let i = random.between(1, 3); i > 0; i--) {
    const back = code.label()
    returns.push(back)
    code.pushLabel(back).push(random.word()).pushLabel(entry).op('JUMP').place(back)
  }
  code.pushLabel(after).op('JUMP').place(entry)
  code.push(random.word()).op(random.pick(['ADD', 'XOR', 'MUL', 'SUB'] as const))
  body(writing)
  code.op('SWAP1', 'JUMP').place(after)
}

/**
 * Blocks that jump among each other as the input says, with fuel in memory so that they end: control flow that no
 * compiler makes.
 */
export function spaghetti(writing: Writing, body: Piece): void {
  const { code, random } = writing
  const fuel = 1536
  const blocks = Array.from({ length: random.between(2, 5) }, () => code.label())
  const end = code.label()
  code.push(random.between(2, 9)).push(fuel).op('MSTORE')
  for (const block of blocks) {
    code.place(block)
    code.push(1).push(fuel).op('MLOAD', 'SUB', 'DUP1').push(fuel).op('MSTORE')
    code.op('ISZERO').pushLabel(end).op('JUMPI')
    body(writing)
    const [first, second] = [random.pick(blocks), random.pick(blocks)]
    code.push(fuel).op('MLOAD').push(random.between(1, 3)).op('AND').pushLabel(first).op('JUMPI')
    if (random.oneIn(2)) code.pushLabel(second).op('JUMP')
  }
  code.place(end)
}

/** A jump to an address that is computed from the input: one of two labels, seldom something else. */
export function computedJump(writing: Writing): void {
  const { code, random } = writing
  const [left, right, after] = [code.label(), code.label(), code.label()]
  code
    .push(memoryOffset(writing))
    .op('CALLDATALOAD')
    .push(random.oneIn(9) ? 3 : 1)
    .op('AND')
  code.push(0).op('MSTORE').pushLabel(left).push(0).op('MLOAD', 'MUL')
  code.pushLabel(right).push(0).op('MLOAD', 'ISZERO', 'MUL', 'ADD', 'JUMP')
  code.place(left).push(1).pushLabel(after).op('JUMP')
  code.place(right).push(2).place(after)
  code.height -= 1
}

function memoryOffset({ random }: Writing): number {
  return random.below(64)
}
