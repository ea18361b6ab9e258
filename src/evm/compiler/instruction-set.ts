import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { baseGas } from '../gas-schedule.ts'
import { type Mnemonic, mnemonics, opcodes } from '../opcodes.ts'

/** What the compiler's passes distinguish: how an instruction moves items, and whether the block goes on behind it. */
export const instructionKind = {
  plain: 0,
  push: 1,
  dup: 2,
  swap: 3,
  jumpDestination: 4,
  jump: 5,
  branch: 6,
  /** Ends the message: STOP, RETURN and the like, and bytes that the revision does not define. */
  halt: 7,
} as const

/** The instructions of one revision, by byte. */
export interface InstructionSet {
  readonly revision: Revision
  readonly kind: Uint8Array
  readonly immediate: Uint8Array
  readonly pops: Uint8Array
  readonly pushes: Uint8Array
  /** Base gas; of a byte that is no instruction, 0. */
  readonly gas: Uint16Array
  readonly mnemonic: readonly (Mnemonic | undefined)[]
}

const BYTES = 256
const known = new Map<Revision, InstructionSet>()

const haltingMnemonics: ReadonlySet<Mnemonic> = new Set([
  'STOP',
  'RETURN',
  'REVERT',
  'INVALID',
  'SELFDESTRUCT',
] as const)

/** The instruction set of `revision`; one object for each. */
export function instructionSet(revision: Revision): InstructionSet {
  const before = known.get(revision)
  if (before !== undefined) return before
  const made = build(revision)
  known.set(revision, made)
  return made
}

function build(revision: Revision): InstructionSet {
  const gas = baseGas(revision)
  const mnemonic = new Array<Mnemonic | undefined>(BYTES).fill(undefined)
  const kind = new Uint8Array(BYTES).fill(instructionKind.halt)
  const set: InstructionSet = {
    revision,
    kind,
    immediate: new Uint8Array(BYTES),
    pops: new Uint8Array(BYTES),
    pushes: new Uint8Array(BYTES),
    gas: new Uint16Array(BYTES),
    mnemonic,
  }
  for (const name of mnemonics) {
    const { byte, immediate, pops, pushes, since } = opcodes[name]
    // Immediates belong to their PUSH in every revision; what PUSH0 and later opcodes changed has none.
    set.immediate[byte] = immediate
    if (!isAtLeast(revision, since)) continue
    mnemonic[byte] = name
    kind[byte] = kindOf(name)
    set.pops[byte] = pops
    set.pushes[byte] = pushes
    set.gas[byte] = gas.get(name) ?? 0
  }
  return set
}

function kindOf(name: Mnemonic): number {
  if (haltingMnemonics.has(name)) return instructionKind.halt
  if (name === 'JUMP') return instructionKind.jump
  if (name === 'JUMPI') return instructionKind.branch
  if (name === 'JUMPDEST') return instructionKind.jumpDestination
  if (name.startsWith('PUSH')) return instructionKind.push
  if (name.startsWith('DUP')) return instructionKind.dup
  return name.startsWith('SWAP') ? instructionKind.swap : instructionKind.plain
}
