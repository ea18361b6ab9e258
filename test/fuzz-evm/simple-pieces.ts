import { isAtLeast, type Revision } from '../../src/engine/revision.ts'
import { type Mnemonic, mnemonics, opcodes } from '../../src/evm/opcodes.ts'
import type { CodeBuilder } from './code-builder.ts'
import type { Random } from './random.ts'

/** What the pieces of a contract are written with. */
export interface Writing {
  readonly code: CodeBuilder
  readonly random: Random
  readonly revision: Revision
  /** Accounts that it is worth calling. */
  readonly targets: readonly bigint[]
}

/** Opcodes without operands in memory or state. */
const pure: readonly Mnemonic[] = [
  ...mnemonics.slice(mnemonics.indexOf('ADD'), mnemonics.indexOf('KECCAK256')),
]
// biome-ignore format: table
const context: readonly Mnemonic[] = [
  'ADDRESS', 'ORIGIN', 'CALLER', 'CALLVALUE', 'CALLDATASIZE', 'CODESIZE', 'GASPRICE', 'RETURNDATASIZE', 'COINBASE',
  'TIMESTAMP', 'NUMBER', 'PREVRANDAO', 'GASLIMIT', 'CHAINID', 'SELFBALANCE', 'BASEFEE', 'BLOBBASEFEE', 'PC', 'MSIZE', 'GAS',
]

/** Opcodes of `names` that the revision has; now and then one that it lacks. */
export function pickOpcode({ random, revision }: Writing, names: readonly Mnemonic[]): Mnemonic {
  const known = names.filter((name) => isAtLeast(revision, opcodes[name].since))
  return random.pick(known.length === 0 || random.oneIn(200) ? names : known)
}

/** An offset or length in memory, mostly small, once in a while at an edge of a word or out of reach. */
export function memoryWord(random: Random): bigint {
  if (random.oneIn(150)) return random.word()
  if (random.oneIn(60)) return BigInt(random.between(2_000, 70_000))
  return BigInt(random.oneIn(2) ? 32 * random.below(6) : random.below(200))
}

const slot = (random: Random): bigint => BigInt(random.below(4))
const value = (random: Random): bigint =>
  random.oneIn(4) ? random.word() : BigInt(random.below(3))

/** Operands by opcode, the top of the stack first. */
// biome-ignore format: table
const operands: Readonly<Partial<Record<Mnemonic, readonly ((random: Random) => bigint)[]>>> = {
  KECCAK256:      [memoryWord, memoryWord],
  CALLDATALOAD:   [memoryWord],
  CALLDATACOPY:   [memoryWord, memoryWord, memoryWord],
  CODECOPY:       [memoryWord, memoryWord, memoryWord],
  MLOAD:          [memoryWord],
  MSTORE:         [memoryWord, (random) => random.word()],
  MSTORE8:        [memoryWord, (random) => random.word()],
  MCOPY:          [memoryWord, memoryWord, memoryWord],
  SLOAD:          [slot],
  SSTORE:         [slot, value],
  TLOAD:          [slot],
  TSTORE:         [slot, value],
  LOG0:           [memoryWord, memoryWord],
  LOG1:           [memoryWord, memoryWord, (random) => random.word()],
  LOG2:           [memoryWord, memoryWord, slot, slot],
  LOG3:           [memoryWord, memoryWord, slot, slot, slot],
  LOG4:           [memoryWord, memoryWord, slot, slot, slot, slot],
  BLOCKHASH:      [(random) => BigInt(random.between(740, 1_003))],
  BLOBHASH:       [(random) => BigInt(random.below(3))],
}
const withOperands = Object.keys(operands) as readonly Mnemonic[]

/** Computes on random words, and leaves the result. */
export function arithmetic(writing: Writing): void {
  const { code, random } = writing
  const name = pickOpcode(writing, pure)
  for (let i = 0; i < opcodes[name].pops; i++) code.push(random.word())
  code.op(name)
}

const shuffles: readonly Mnemonic[] = mnemonics.filter((name) => /^(?:DUP|SWAP|POP)/.test(name))

/** Computes on what is on the stack, mostly where there is enough of it. */
export function onStack(writing: Writing): void {
  const { code, random } = writing
  const names = random.oneIn(2) ? shuffles : pure
  const possible = names.filter((name) => opcodes[name].pops <= code.height)
  code.op(pickOpcode(writing, possible.length === 0 || random.oneIn(100) ? names : possible))
}

export function readContext(writing: Writing): void {
  writing.code.op(pickOpcode(writing, context))
}

/** Memory, storage, logs, hashes. */
export function access(writing: Writing): void {
  writeAccess(writing)
}

/** The same, and the stack is as it was. */
export function accessEvenly(writing: Writing): void {
  const name = writeAccess(writing)
  if (opcodes[name].pushes > 0) writing.code.op('POP')
}

function writeAccess(writing: Writing): Mnemonic {
  const { code, random } = writing
  const name = pickOpcode(writing, withOperands)
  const words = (operands[name] ?? []).map((choose) => choose(random))
  code.operands(...words).op(name)
  return name
}

/** Writes a slot several times in a row, which is what refunds hang on (EIP-2200). */
export function storeSequence(writing: Writing): void {
  const { code, random } = writing
  const key = slot(random)
  const isTransient = random.oneIn(4) && isAtLeast(writing.revision, 'cancun')
  for (let i = random.between(2, 4); i > 0; i--) {
    code.operands(key, BigInt(random.below(3))).op(isTransient ? 'TSTORE' : 'SSTORE')
  }
}

/** Puts the gas left where the outcome shows it. */
export function observeGas({ code, random }: Writing): void {
  code
    .op('GAS')
    .push(memoryWord(random) & 0xffn)
    .op('MSTORE')
}

/** Looks at another account. */
export function lookAt(writing: Writing): void {
  const { code, random, targets } = writing
  const name = pickOpcode(writing, ['BALANCE', 'EXTCODESIZE', 'EXTCODEHASH', 'EXTCODECOPY'])
  if (name === 'EXTCODECOPY') {
    code.operands(...[0, 1, 2].map(() => memoryWord(random)))
  }
  code.push(random.pick(targets)).op(name)
}

/** Bytes that mean anything. */
export function noise({ code, random }: Writing): void {
  code.raw(random.bytes(random.between(1, 4)))
}

/** Reads what the last call returned, mostly within its bounds (EIP-211). */
export function readReturnData({ code, random, revision }: Writing): void {
  if (!isAtLeast(revision, 'byzantium')) return
  if (random.oneIn(12)) {
    code.operands(memoryWord(random), random.below(40), random.below(40)).op('RETURNDATACOPY')
    return
  }
  // The whole of it, or from its middle to its end.
  if (random.oneIn(2)) code.op('RETURNDATASIZE').push(0)
  else code.push(2).op('RETURNDATASIZE', 'DIV', 'DUP1', 'RETURNDATASIZE', 'SUB')
  code.push(memoryWord(random)).op('RETURNDATACOPY')
}
