import { type Revision, revisions } from '../../src/engine/revision.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { call, create, destruct, recursion } from './call-pieces.ts'
import { CodeBuilder } from './code-builder.ts'
import {
  branch,
  computedJump,
  countedLoop,
  memoryLoop,
  procedure,
  spaghetti,
} from './control-pieces.ts'
import { contractAddress, type FuzzCase, type FuzzContract } from './fuzz-case.ts'
import { Random } from './random.ts'
import {
  access,
  accessEvenly,
  arithmetic,
  lookAt,
  noise,
  observeGas,
  onStack,
  readContext,
  readReturnData,
  storeSequence,
  type Writing,
} from './simple-pieces.ts'

const MAX_CONTRACTS = 4
const EOA = 0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5en
const NOBODY = 0xdeadn

/** All pieces, by how often they come. */
// biome-ignore format: table
const weights = {
  arithmetic: 20, onStack: 14, readContext: 6, access: 16, storeSequence: 4, observeGas: 2, lookAt: 3, readReturnData: 4,
  call: 9, create: 3, recursion: 1, destruct: 1, noise: 1, computedJump: 2,
  countedLoop: 4, memoryLoop: 3, branch: 4, procedure: 4, spaghetti: 2,
} as const

type PieceName = keyof typeof weights

const pieces: Readonly<Record<PieceName, (writing: Writing) => void>> = {
  ...{ arithmetic, onStack, readContext, access, storeSequence, observeGas, lookAt },
  ...{ readReturnData, call, create, recursion, destruct, noise, computedJump },
  countedLoop: (writing) => countedLoop(writing, evenPiece),
  memoryLoop: (writing) => memoryLoop(writing, anyPiece),
  branch: (writing) => branch(writing, evenPiece),
  procedure: (writing) => procedure(writing, evenPiece),
  spaghetti: (writing) => spaghetti(writing, evenPiece),
}

/** Pieces that leave the stack as it was. */
// biome-ignore format: table
const evenWeights = { accessEvenly: 5, storeSequence: 3, observeGas: 2, callEvenly: 2, readReturnData: 1 } as const

const evenPieces: Readonly<Record<keyof typeof evenWeights, (writing: Writing) => void>> = {
  ...{ accessEvenly, storeSequence, observeGas, readReturnData },
  callEvenly(writing) {
    call(writing)
    writing.code.op('POP')
  },
}

/** The case with this number of a seed's sequence. */
export function generateCase(seed: number, index: number): FuzzCase {
  const random = new Random(seed, index)
  const revision = random.pick(revisions)
  const count = random.between(1, MAX_CONTRACTS)
  const contracts = Array.from({ length: count }, (_, i) => contract(random, revision, i))
  return {
    name: `seed ${seed}, program ${index}`,
    revision,
    gas: String(gasLimit(random)),
    value: String(random.oneIn(5) ? random.below(10) : 0),
    input: toHex(random.bytes(random.below(100))),
    isStatic: false,
    contracts,
  }
}

function gasLimit(random: Random): number {
  // biome-ignore format: table
  switch (random.weighted({ plenty: 6, medium: 4, short: 3 })) {
    case 'plenty': return 120_000
    case 'medium': return random.between(25_000, 70_000)
    case 'short':  return random.between(100, 20_000)
  }
}

function contract(random: Random, revision: Revision, index: number): FuzzContract {
  const code = new CodeBuilder()
  const writing = { code, random, revision, targets: targets(random) }
  const size = random.oneIn(10) ? 60 : 20
  for (let i = random.below(8); i > 0; i--) code.push(random.word())
  for (let i = random.below(size); i >= 0; i--) anyPiece(writing)
  end(writing)
  const slots = [0, 1, 2, 3].filter(() => random.oneIn(2))
  return {
    address: contractAddress(index),
    balance: String(random.below(20)),
    code: toHex(code.bytes()),
    storage: Object.fromEntries(
      slots.map((slot) => [`0x${slot}`, `0x${random.between(1, 2).toString(16)}`]),
    ),
  }
}

/** The contracts, an account without code, nobody, and now and then a precompile that is always there. */
function targets(random: Random): readonly bigint[] {
  const contracts = Array.from({ length: MAX_CONTRACTS }, (_, i) => BigInt(contractAddress(i)))
  const precompiles = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]
  return [...contracts, ...contracts, EOA, NOBODY, random.pick(precompiles)]
}

function anyPiece(writing: Writing): void {
  pieces[writing.random.weighted(weights)](writing)
}

/** For bodies that run several times. */
function evenPiece(writing: Writing): void {
  const name = writing.random.weighted(evenWeights)
  evenPieces[name](writing)
}

/** Shows what is on the stack and in memory, or ends otherwise. */
function end({ code, random }: Writing): void {
  // biome-ignore format: table
  switch (random.weighted({ show: 10, revert: 2, stop: 2, nothing: 1, invalid: 1 })) {
    case 'show':
      code.push(0).op('MSTORE').push(32).op('MSTORE').operands(0, 128 + 32 * random.below(4)).op('RETURN')
      return
    case 'revert':  code.operands(0, 32 * random.below(4)).op('REVERT'); return
    case 'stop':    code.op('STOP'); return
    case 'invalid': code.op('INVALID'); return
    case 'nothing': return
  }
}
