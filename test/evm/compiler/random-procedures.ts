import fc from 'fast-check'
import { type Mnemonic, opcodes } from '../../../src/evm/opcodes.ts'

/** A part of a program: bytes, or the place of a label, which `assemble` fills in. */
type Part = number | { readonly label: string } | { readonly define: string }

/** One step of a procedure's body, given a fresh name for labels and the names of all procedures. */
type Step = (fresh: () => string, procedures: number) => readonly Part[]

const byte = (name: Mnemonic): number => opcodes[name].byte
const op = (...names: readonly Mnemonic[]): readonly Part[] => names.map(byte)
const push = (value: number): readonly Part[] => [byte('PUSH2'), (value >> 8) & 255, value & 255]
const address = (label: string): readonly Part[] => [byte('PUSH2'), { label }]
const at = (label: string): readonly Part[] => [{ define: label }, byte('JUMPDEST')]

const number = fc.oneof(fc.nat(300), fc.nat(65_535))

/** Steps leave the stack as high as it was: an accumulator is on top, what the procedure needs is below. */
const arithmetic: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom<Mnemonic>('ADD', 'MUL', 'SUB', 'XOR', 'DIV', 'MOD', 'SHL', 'SHR', 'LT', 'SDIV', 'BYTE', 'AND', 'EXP', 'SIGNEXTEND', 'SAR'), number) // biome-ignore format: list
  .map(([name, value]) => () => [...push(value), byte(name)])
const unary: fc.Arbitrary<Step> = fc
  .constantFrom<Mnemonic>('NOT', 'ISZERO', 'CALLDATALOAD')
  .map((name) => () => op(name))
const memory: fc.Arbitrary<Step> = fc
  .tuple(fc.nat(130), fc.nat(130))
  .map(([to, from]) => () => [...op('DUP1'), ...push(to), byte('MSTORE'), ...push(from), byte('MLOAD'), byte('XOR')]) // biome-ignore format: one row
const dynamicMemory: fc.Arbitrary<Step> = fc
  .nat(96)
  .map((distance) => () => [...op('DUP1'), ...push(0x1ff), byte('AND'), ...op('DUP1'), ...push(distance), ...op('ADD', 'DUP3', 'SWAP1', 'MSTORE', 'MLOAD', 'ADD')]) // biome-ignore format: one row
const observe: fc.Arbitrary<Step> = fc
  .constantFrom<Mnemonic>('GAS', 'MSIZE', 'PC', 'CALLDATASIZE', 'CALLER')
  .map((name) => () => op(name, 'XOR'))
const store: fc.Arbitrary<Step> = fc
  .nat(2)
  .map((slot) => () => [...op('DUP1'), ...push(slot), byte('SSTORE')])
const hash: fc.Arbitrary<Step> = fc.tuple(fc.nat(70), fc.nat(70)).map(([size, offset]) => () => [
  ...push(size),
  ...push(offset),
  byte('KECCAK256'),
  byte('ADD'),
])
const call: fc.Arbitrary<Step> = fc.nat().map((which) => (fresh, procedures) => {
  const back = fresh()
  // acc → acc', with the return address below.
  return [
    ...address(back),
    ...op('SWAP1'),
    ...address(`f${which % procedures}`),
    byte('JUMP'),
    ...at(back),
  ]
})
const early: fc.Arbitrary<Step> = fc
  .constantFrom<Mnemonic>('STOP', 'INVALID')
  .map((name) => (fresh) => {
    const past = fresh()
    return [...op('DUP1'), ...push(7), byte('AND'), ...address(past), byte('JUMPI'), byte(name), ...at(past)] // biome-ignore format: one row
  })

const { step } = fc.letrec<{ step: Step; body: readonly Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    arithmetic, arithmetic, unary, memory, dynamicMemory, observe, store, hash, call, call, early,
    // if (acc & 1) body
    tie('body').map((body): Step => (fresh, procedures) => {
      const past = fresh()
      return [...op('DUP1'), ...push(1), byte('AND'), ...address(past), byte('JUMPI'), ...emit(body, fresh, procedures), ...at(past)] // biome-ignore format: one row
    }),
    // for (i = n; i != 0; i--) body, with i below the accumulator
    fc.tuple(tie('body'), fc.nat(4)).map(([body, times]): Step => (fresh, procedures) => {
      const [loop, end] = [fresh(), fresh()]
      return [
        ...push(times), ...op('SWAP1'), ...at(loop), ...op('DUP2', 'ISZERO'), ...address(end), byte('JUMPI'),
        ...emit(body, fresh, procedures),
        ...op('SWAP1'), ...push(1), ...op('SWAP1', 'SUB', 'SWAP1'), ...address(loop), byte('JUMP'),
        ...at(end), ...op('SWAP1', 'POP'),
      ] // biome-ignore format: as the code runs
    }),
  ), // biome-ignore format: list
  body: fc.array(tie('step'), { maxLength: 4 }),
}))
const body = fc.array(step, { minLength: 1, maxLength: 6 })

/**
 * Programs of procedures that call each other (and themselves), branch, loop, and keep words in memory and storage. Each takes a word
 * and gives one back; the message returns what the first step of its own makes.
 */
export const procedures: fc.Arbitrary<Uint8Array> = fc
  .tuple(body, fc.array(body, { minLength: 1, maxLength: 4 }))
  .map(([main, others]) => {
    let labels = 0
    const fresh = (): string => `l${labels++}`
    return assemble([
      ...push(5),
      ...emit(main, fresh, others.length),
      ...push(0), byte('MSTORE'), ...push(32), ...push(0), byte('RETURN'),
      // return address, word → word
      ...others.flatMap((each, index) => [...at(`f${index}`), ...emit(each, fresh, others.length), ...op('SWAP1', 'JUMP')]),
    ]) // biome-ignore format: as the code runs
  })

function emit(steps: readonly Step[], fresh: () => string, procedures: number): readonly Part[] {
  return steps.flatMap((each) => each(fresh, procedures))
}

function assemble(parts: readonly Part[]): Uint8Array {
  const places = new Map<string, number>()
  let length = 0
  for (const part of parts) {
    if (typeof part === 'number') length += 1
    else if ('label' in part) length += 2
    else places.set(part.define, length)
  }
  const bytes = parts.flatMap((part) => {
    if (typeof part === 'number') return [part]
    if ('define' in part) return []
    const place = places.get(part.label) ?? 0
    return [place >> 8, place & 255]
  })
  return Uint8Array.from(bytes)
}
