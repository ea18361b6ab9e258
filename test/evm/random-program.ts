import fc from 'fast-check'
import { type Mnemonic, mnemonics, opcodes } from '../../src/evm/opcodes.ts'
import { code, push } from './evm-code.ts'

const edge = fc.constantFrom(
  ...[
    0n,
    1n,
    2n,
    31n,
    32n,
    255n,
    256n,
    2n ** 32n,
    2n ** 64n - 1n,
    2n ** 64n,
    2n ** 128n,
    2n ** 255n,
  ],
  ...[2n ** 255n - 1n, 2n ** 256n - 1n, 2n ** 256n - 2n ** 64n],
)
const word = fc.oneof(edge, fc.bigInt(0n, 2n ** 256n - 1n), fc.bigInt(0n, 300n))
/** Offsets and lengths that memory can be extended to, and once in a while one that it cannot. */
const small = fc.oneof(
  { weight: 30, arbitrary: fc.bigInt(0n, 200n) },
  { weight: 1, arbitrary: edge },
)
const slot = fc.bigInt(0n, 3n)
const value = fc.oneof(fc.constantFrom(0n, 1n), word)

/** Operands by opcode, the top of the stack first; opcodes without a row take any words. */
// biome-ignore format: table
const operands: Readonly<Partial<Record<Mnemonic, readonly fc.Arbitrary<bigint>[]>>> = {
  EXP:            [word, fc.oneof(small, word)],
  KECCAK256:      [small, small],
  CALLDATALOAD:   [small],
  CALLDATACOPY:   [small, small, small],
  CODECOPY:       [small, small, small],
  RETURNDATACOPY: [small, fc.bigInt(0n, 40n), fc.bigInt(0n, 40n)],
  MLOAD:          [small],
  MSTORE:         [small, word],
  MSTORE8:        [small, word],
  MCOPY:          [small, small, small],
  SLOAD:          [slot],
  SSTORE:         [slot, value],
  TLOAD:          [slot],
  TSTORE:         [slot, value],
  LOG0:           [small, small],
  LOG1:           [small, small, word],
  LOG2:           [small, small, word, word],
}
const plain: readonly Mnemonic[] = [
  ...mnemonics.slice(mnemonics.indexOf('ADD'), mnemonics.indexOf('KECCAK256')),
  ...(['ADDRESS', 'CALLER', 'CALLVALUE', 'CALLDATASIZE', 'CODESIZE', 'RETURNDATASIZE'] as const),
  ...(['MSIZE', 'GAS', 'PC', 'JUMPDEST', 'PUSH0', 'CHAINID', 'SELFBALANCE'] as const),
]

/** One opcode with operands for it. */
const instruction = fc
  .constantFrom(...new Set([...plain, ...(Object.keys(operands) as Mnemonic[])]))
  .chain((name) => {
    const { pops } = opcodes[name]
    const values = operands[name] ?? Array.from({ length: pops }, () => word)
    return fc.tuple(...values).map((list) => code(...list.reverse().map(push), name))
  })
/** DUP, SWAP and POP of whatever is there, which is sometimes too little. */
const shuffle = fc
  .constantFrom('DUP1', 'DUP2', 'DUP5', 'SWAP1', 'SWAP3', 'POP', 'ADD', 'MUL', 'SLT')
  .map((name) => code(name as Mnemonic))
/** What reads a block or removes an account is not what is compared here: the peer has no block around a call. */
const { ORIGIN, GASPRICE, BLOCKHASH, BLOBBASEFEE, SELFDESTRUCT } = opcodes
const isOutside = (byte: number): boolean =>
  [ORIGIN.byte, GASPRICE.byte, SELFDESTRUCT.byte].some((other) => other === byte) ||
  (byte >= BLOCKHASH.byte && byte <= BLOBBASEFEE.byte)
/** Any other byte at all. */
const noise = fc
  .integer({ min: 0, max: 255 })
  .filter((byte) => !isOutside(byte))
  .map((byte) => Uint8Array.of(byte))
/** A counted loop around instructions: the counter stays below what they leave. */
const looped = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.array(instruction, { maxLength: 3 }))
  .map(([count, body]) => ({ count, body: join(body) }))

/** A call of the contract by itself, with little gas so that it ends. */
const selfCall = fc
  .tuple(
    fc.constantFrom('CALL', 'CALLCODE', 'DELEGATECALL', 'STATICCALL'),
    fc.bigInt(0n, 40_000n),
    fc.tuple(small, small, small, small),
    fc.constantFrom(0n, 0n, 1n),
  )
  .map(([name, gas, ranges, sent]) => {
    const takesValue = name === 'CALL' || name === 'CALLCODE'
    const values = [...ranges.map((n) => n % 97n), ...(takesValue ? [sent] : [])]
    return code(...values.map(push), 'ADDRESS', push(gas), name as Mnemonic)
  })

const piece = fc.oneof(
  { weight: 12, arbitrary: instruction },
  { weight: 5, arbitrary: shuffle },
  { weight: 2, arbitrary: selfCall },
  { weight: 1, arbitrary: noise },
)

/** Programs that mostly run to their end, which returns the first bytes of memory and what is on the stack. */
export const program: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.array(piece, { maxLength: 25 }),
    fc.option(looped),
    fc.constantFrom('RETURN', 'REVERT', 'STOP'),
  )
  .map(([pieces, loop, end]) => {
    const head = join(pieces)
    const body = loop === null ? new Uint8Array() : loopAt(head.length, loop)
    return join([
      head,
      body,
      code(push(0n), 'MSTORE', push(32n), 'MSTORE'),
      code(push(96n), push(0n), end as Mnemonic),
    ])
  })

/** A loop that ends after `count` rounds: its counter is in memory that the other instructions do not reach. */
function loopAt(
  start: number,
  loop: { readonly count: number; readonly body: Uint8Array },
): Uint8Array {
  const counter = push(1024n)
  const head = code(push(BigInt(loop.count)), counter, 'MSTORE')
  const destination = start + head.length
  return code(
    head,
    'JUMPDEST',
    loop.body,
    ...([push(1n), counter, 'MLOAD', 'SUB', 'DUP1', counter, 'MSTORE'] as const),
    ...([push(BigInt(destination)), 'JUMPI'] as const),
  )
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
