import { describe, expect, it } from 'vitest'
import { toBigint, toBytes32 } from '../../src/primitives/big-endian.ts'
import { compileObject } from '../../src/yul/compile-object.ts'
import { parseYulObject } from '../../src/yul/parse-yul.ts'
import { runModule, runYul } from './run-contract.ts'

function compile(source: string): Uint8Array {
  return compileObject(parseYulObject(source)).bytes
}

function wordOf(code: string, ...input: bigint[]): bigint {
  const { ended, output } = runYul(
    `${code} mstore(0, r) return(0, 32)`,
    concat(input.map(toBytes32)),
  )
  expect(ended).toBe('finish')
  return toBigint(output)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

describe('control flow', () => {
  it.each([
    {
      name: 'sums in a loop',
      code: 'let r for { let i := 1 } lt(i, 11) { i := add(i, 1) } { r := add(r, i) }',
      r: 55n,
    },
    { name: 'breaks', code: 'let r for { } 1 { } { r := add(r, 1) if eq(r, 7) { break } }', r: 7n },
    {
      name: 'continues, running the post block',
      code: 'let r for { let i } lt(i, 10) { i := add(i, 1) } { if mod(i, 2) { continue } r := add(r, i) }',
      r: 20n,
    },
    {
      name: 'breaks only the inner loop',
      code: 'let r for { let i } lt(i, 3) { i := add(i, 1) } { for { } 1 { } { r := add(r, 1) break } }',
      r: 3n,
    },
    {
      name: 'leaves a function',
      code: 'let r := f(3) function f(a) -> b { b := 1 if a { leave } b := 2 }',
      r: 1n,
    },
    {
      name: 'recurses',
      code: 'let r := f(10) function f(n) -> b { b := 1 if n { b := mul(n, f(sub(n, 1))) } }',
      r: 3628800n,
    },
    {
      name: 'assigns several results',
      code: 'let r, s := f() r, s := g(r, s) r := sub(r, s) function f() -> a, b { a := 1 b := 5 } function g(a, b) -> c, d { c := b d := a }',
      r: 4n,
    },
    {
      name: 'takes the matching case',
      code: 'let r switch 2 case 1 { r := 10 } case 2 { r := 20 } default { r := 30 }',
      r: 20n,
    },
    {
      name: 'takes the default',
      code: 'let r switch not(0) case 1 { r := 10 } default { r := 30 }',
      r: 30n,
    },
    {
      name: 'compares every limb of a case',
      code: 'let r switch shl(200, 1) case 0 { r := 1 } case 0x100000000000000000000000000000000000000000000000000 { r := 2 }',
      r: 2n,
    },
    {
      name: 'starts a variable of a loop body at zero each time',
      code: 'let r for { let i } lt(i, 3) { i := add(i, 1) } { let x r := add(r, x) x := 9 }',
      r: 0n,
    },
    { name: 'takes a high limb for true', code: 'let r if shl(255, 1) { r := 1 }', r: 1n },
    {
      name: 'combines comparisons',
      code: 'let r := add(or(lt(1, 2), iszero(1)), iszero(and(gt(2, 1), eq(1, 2))))',
      r: 2n,
    },
    { name: 'takes and of plain words bitwise', code: 'let r if and(1, 2) { r := 1 }', r: 0n },
    { name: 'keeps text at the left', code: 'let r := shr(232, "abc")', r: 0x616263n },
  ])('$name', ({ code, r }) => expect(wordOf(code)).toBe(r))

  it('evaluates arguments from right to left', () => {
    const code =
      'let r := add(mul(next(), 100), next()) function next() -> n { n := add(sload(0), 1) sstore(0, n) }'
    expect(wordOf(code)).toBe(201n)
  })

  it('reads an argument before a later one on its left changes it', () => {
    const code =
      'sstore(0, 5) let r := add(mul(set(), 100), sload(0)) function set() -> n { sstore(0, 7) n := 1 }'
    expect(wordOf(code)).toBe(105n)
  })
})

describe('objects', () => {
  const creator = `object "outer" {
    code {
      let size := datasize("inner")
      datacopy(0, dataoffset("inner"), size)
      setimmutable(0, "7", 0x1234)
      setimmutable(0, "unread", 1)
      return(0, size)
    }
    object "inner" { code { mstore(0, loadimmutable("7")) return(0, 32) } }
  }`

  it('returns the object within, with its immutables filled in', () => {
    const deployed = runModule(compile(creator)).output
    expect(WebAssembly.validate(Uint8Array.from(deployed))).toBe(true)
    expect(toBigint(runModule(deployed).output)).toBe(0x1234n)
  })

  it('copies data', () => {
    const source = `object "t" {
      code { datacopy(0, dataoffset("d"), datasize("d")) return(0, datasize("d")) }
      data "d" hex"00ff10"
    }`
    expect([...runModule(compile(source)).output]).toEqual([0, 255, 16])
  })

  it('finds appended arguments behind its own size', () => {
    const source = `object "t" { code {
      let size := datasize("t")
      let n := sub(codesize(), size)
      codecopy(0, size, n)
      return(0, n)
    } }`
    const module = compile(source)
    const args = Uint8Array.of(9, 8, 7)
    expect(runModule(module, new Uint8Array(), concat([module, args])).output).toEqual(args)
    const [declared] = WebAssembly.Module.customSections(
      new WebAssembly.Module(Uint8Array.from(module)),
      'ewasm.length',
    )
    expect(new DataView(declared ?? new ArrayBuffer(0)).getUint32(0, true)).toBe(module.length)
  })

  it('is the same for the same source', () => {
    expect(compile(creator)).toEqual(compile(creator))
  })
})

describe('what cannot be compiled', () => {
  it.each([
    { code: 'pop(chainid())', subject: 'chainid' },
    { code: 'pop(basefee())', subject: 'basefee' },
    { code: 'pop(nothing(1))', subject: 'nothing' },
    { code: 'pop(x)', subject: 'x' },
    { code: 'pop(add(1))', subject: 'add' },
    { code: 'pop(dataoffset("absent"))', subject: 'absent' },
    { code: 'break', subject: 'break' },
    { code: 'f(1) function f() { }', subject: 'f' },
  ])('$code names $subject', ({ code, subject }) => {
    expect(() => compile(`object "t" { code { ${code} } }`)).toThrow(
      expect.objectContaining({ code: 'YUL_NOT_COMPILABLE', subject }),
    )
  })

  it.each([
    'object "t" { code { let } }',
    'object "t" { code { § } }',
    'object "t" { code { x := } }',
    '',
  ])('refuses %j with its place', (source) => {
    expect(() => compile(source)).toThrow(expect.objectContaining({ code: 'YUL_SYNTAX' }))
  })
})
