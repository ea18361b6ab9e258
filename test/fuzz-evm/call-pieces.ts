import { isAtLeast } from '../../src/engine/revision.ts'
import type { Mnemonic } from '../../src/evm/opcodes.ts'
import { CodeBuilder } from './code-builder.ts'
import { memoryWord, pickOpcode, type Writing } from './simple-pieces.ts'

const calls: readonly Mnemonic[] = ['CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL']

/** Calls another contract, a precompile, an account without code or itself, and leaves whether that went well. */
export function call(writing: Writing): void {
  const { code, random, targets } = writing
  const name = pickOpcode(writing, calls)
  code.operands(...[0, 1, 2, 3].map(() => memoryWord(random) % 300n))
  if (name === 'CALL' || name === 'CALLCODE') {
    code.push(random.oneIn(3) ? random.below(4) : 0)
  }
  if (random.oneIn(12)) code.op('ADDRESS')
  else code.push(random.pick(targets))
  pushGas(writing)
  code.op(name)
}

function pushGas({ code, random }: Writing): void {
  // biome-ignore format: table
  switch (random.weighted({ all: 5, some: 4, little: 2, share: 2, much: 1 })) {
    case 'all':    code.op('GAS'); return
    case 'some':   code.push(random.between(2_000, 60_000)); return
    case 'little': code.push(random.below(2_400)); return
    case 'share':  code.push(random.between(2, 70)).op('GAS', 'DIV'); return
    case 'much':   code.push(random.word()); return
  }
}

/** Calls itself with all of its gas: as deep as gas or the limit of 1024 allows. */
export function recursion({ code, random }: Writing): void {
  const isDeep = random.oneIn(2)
  code.operands(0, 0, 0, 0, 0).op('ADDRESS')
  if (isDeep) code.op('GAS')
  else code.push(100).op('GAS', 'SUB')
  code.op('CALL')
}

/** Creates a contract from init code that is written to memory. */
export function create(writing: Writing): void {
  const { code, random, revision } = writing
  const init = initCode(writing)
  const at = 32 * random.below(3)
  for (let offset = 0; offset < init.length; offset += 32) {
    const part = new Uint8Array(32)
    part.set(init.subarray(offset, offset + 32))
    code.push(part.reduce((word, byte) => (word << 8n) | BigInt(byte), 0n))
    code.push(at + offset).op('MSTORE')
  }
  const length = random.oneIn(20) ? memoryWord(random) : init.length
  const hasSalt = isAtLeast(revision, 'constantinople') && random.oneIn(2)
  if (hasSalt) code.push(random.below(2))
  code.operands(random.oneIn(4) ? 1 : 0, at, length).op(hasSalt ? 'CREATE2' : 'CREATE')
  if (random.oneIn(2)) callCreated(writing)
}

/** Calls the account whose address is on the stack, and leaves the result. */
function callCreated({ code }: Writing): void {
  code.operands(0, 0, 0, 0, 0).op('DUP6', 'GAS', 'CALL', 'SWAP1', 'POP')
}

/** Init code: stores, perhaps fails, perhaps destructs itself, deploys a few bytes. */
function initCode({ random }: Writing): Uint8Array {
  const init = new CodeBuilder()
  if (random.oneIn(2)) init.operands(random.below(3), random.below(3)).op('SSTORE')
  // biome-ignore format: table
  switch (random.weighted({ deploy: 6, revert: 1, stop: 1, destruct: 1, large: 1, invalid: 1, noise: 1 })) {
    case 'deploy':   deployRuntime(init, random.pick(runtimes)); break
    case 'revert':   init.operands(0, random.below(64)).op('REVERT'); break
    case 'stop':     init.op('STOP'); break
    case 'destruct': init.op('CALLER', 'SELFDESTRUCT'); break
    case 'large':    init.operands(0, random.between(20_000, 30_000)).op('RETURN'); break
    case 'invalid':  init.operands(0xef).push(0).op('MSTORE8').operands(0, 1).op('RETURN'); break
    case 'noise':    init.raw(random.bytes(random.between(1, 20))); break
  }
  return init.bytes()
}

/** Small contracts: store and stop, return a word, revert, send everything to the caller. */
const runtimes: readonly Uint8Array[] = [
  new CodeBuilder().operands(1, 1).op('SSTORE', 'STOP').bytes(),
  new CodeBuilder().op('CALLER').push(0).op('MSTORE').operands(0, 32).op('RETURN').bytes(),
  new CodeBuilder().operands(0, 7).op('REVERT').bytes(),
  new CodeBuilder().op('CALLER', 'SELFDESTRUCT').bytes(),
  new CodeBuilder().op('ADDRESS', 'SELFDESTRUCT').bytes(),
]

function deployRuntime(init: CodeBuilder, runtime: Uint8Array): void {
  const word = runtime.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n)
  init.push(word).push(0).op('MSTORE')
  init.operands(32 - runtime.length, runtime.length).op('RETURN')
}

/** Ends the contract's life, mostly only where a condition on its input holds. */
export function destruct({ code, random, targets }: Writing): void {
  const over = code.label()
  code.push(random.below(32)).op('CALLDATALOAD').push(1).op('AND').pushLabel(over).op('JUMPI')
  if (random.oneIn(4)) code.op('ADDRESS')
  else code.push(random.pick(targets))
  code.op('SELFDESTRUCT').place(over)
}
