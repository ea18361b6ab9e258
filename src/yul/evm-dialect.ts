import { CompileYulError } from './compile-yul-error.ts'
import {
  type EvmBuiltin,
  evmBuiltins,
  missingBuiltins,
  pureBuiltins,
  readingBuiltins,
} from './evm-builtins.ts'
import type { Dialect, Effect, FunctionGenerator } from './function-generator.ts'
import type { ObjectLayout } from './object-layout.ts'
import type { Expression, FunctionCall } from './yul-ast.ts'
import type { YulType } from './yul-type.ts'

type ResultKind = 'w' | 'b' | 'i' | 'l' | ''

/** The dialect of solc's intermediate representation: every value is a word, every EVM instruction a builtin. */
export function evmDialect(layout: ObjectLayout): Dialect {
  return new EvmDialect(layout)
}

class EvmDialect implements Dialect {
  readonly defaultType = 'word'
  readonly #layout: ObjectLayout
  readonly #objectBuiltins: Readonly<
    Record<
      string,
      (generator: FunctionGenerator, args: readonly Expression[]) => readonly YulType[]
    >
  > = {
    iszero: (generator, [arg]) => {
      this.emitCondition(generator, required(arg))
      generator.code.plain('i32.eqz')
      return widen(generator, 'b')
    },
    pop: (generator, [arg]) => {
      generator.drop(generator.expression(required(arg)))
      return []
    },
    memoryguard: (generator, [size]) => generator.expression(required(size)),
    dataoffset: (generator, [name]) =>
      word(generator, BigInt(this.#layout.segment(textOf(name)).offset)),
    datasize: (generator, [name]) => this.#dataSize(generator, textOf(name)),
    datacopy: (generator, args) => this.#builtin(generator, 'codecopy', args),
    loadimmutable: (generator, [name]) => {
      generator.code.i32(this.#layout.immutableAddress(textOf(name)))
      generator.code.call('rt.load')
      return ['word']
    },
    setimmutable: (generator, [base, name, value]) =>
      this.#setImmutable(generator, required(base), textOf(name), required(value)),
  }

  constructor(layout: ObjectLayout) {
    this.#layout = layout
  }

  emitBuiltin(
    generator: FunctionGenerator,
    { name, args }: FunctionCall,
  ): readonly YulType[] | undefined {
    const special = this.#objectBuiltins[name]
    if (special !== undefined) return special(generator, args)
    const missing = missingBuiltins[name]
    if (missing !== undefined) throw new CompileYulError(name, missing)
    if (!isEvmBuiltin(name)) return undefined
    if (isBoolean({ kind: 'call', name, args })) {
      this.emitCondition(generator, { kind: 'call', name, args })
      return widen(generator, 'b')
    }
    return this.#builtin(generator, name, args)
  }

  emitCondition(generator: FunctionGenerator, expression: Expression): void {
    if (expression.kind === 'call') {
      const { name, args } = expression
      if (name === 'iszero') {
        this.emitCondition(generator, required(args[0]))
        generator.code.plain('i32.eqz')
        return
      }
      if ((name === 'and' || name === 'or') && isBoolean(expression)) {
        generator.arguments(args, (arg) => {
          this.emitCondition(generator, arg)
          return ['i32']
        })
        generator.code.plain(`i32.${name}`)
        return
      }
      if (isEvmBuiltin(name) && 'bi'.includes(resultOf(name)) && resultOf(name) !== '') {
        this.#call(generator, name, args)
        return
      }
    }
    generator.expression(expression)
    for (let limb = 1; limb < 4; limb++) generator.code.plain('i64.or')
    generator.code.i64(0n)
    generator.code.plain('i64.ne')
  }

  effectOf(expression: Expression): Effect {
    if (expression.kind !== 'call') return 'none'
    const inner = expression.args.map((arg) => this.effectOf(arg))
    const known = pureBuiltins.has(expression.name) || readingBuiltins.has(expression.name)
    if (!known || inner.includes('writes')) return 'writes'
    return pureBuiltins.has(expression.name) && !inner.includes('reads') ? 'none' : 'reads'
  }

  #builtin(
    generator: FunctionGenerator,
    name: EvmBuiltin,
    args: readonly Expression[],
  ): readonly YulType[] {
    this.#call(generator, name, args)
    return widen(generator, resultOf(name))
  }

  /** Emits operands and call; leaves the result as its kind says. */
  #call(generator: FunctionGenerator, name: EvmBuiltin, args: readonly Expression[]): void {
    const [operands = ''] = evmBuiltins[name].split('->')
    if (operands.length !== args.length) {
      throw new CompileYulError(name, `takes ${operands.length} arguments, got ${args.length}`)
    }
    generator.arguments(args, (arg, index) => this.#operand(generator, arg, operands[index]))
    generator.code.call(name)
  }

  #operand(
    generator: FunctionGenerator,
    arg: Expression,
    kind: string | undefined,
  ): readonly YulType[] {
    if (kind === 'p') return this.#pointer(generator, arg)
    const types = generator.expression(arg)
    if (kind !== 'g') return types
    generator.code.call('rt.gas')
    return ['i64']
  }

  #pointer(generator: FunctionGenerator, arg: Expression): readonly YulType[] {
    if (arg.kind === 'literal' && arg.value < 1n << 32n) generator.constant(arg.value, 'i32')
    else if (arg.kind === 'call' && isEvmBuiltin(arg.name) && resultOf(arg.name) === 'i') {
      this.#call(generator, arg.name, arg.args)
    } else {
      generator.expression(arg)
      generator.code.call('rt.pointer')
    }
    return ['i32']
  }

  #dataSize(generator: FunctionGenerator, name: string): readonly YulType[] {
    if (name !== this.#layout.name) return word(generator, BigInt(this.#layout.segment(name).size))
    generator.code.moduleLength()
    return widen(generator, 'l')
  }

  /** Writes a value over an immutable's place in a copy of the deployed module that begins at `base`. */
  #setImmutable(
    generator: FunctionGenerator,
    base: Expression,
    name: string,
    value: Expression,
  ): readonly YulType[] {
    const position = this.#layout.immutablePosition(name)
    if (position === undefined) {
      generator.drop(generator.expression(value)) // the deployed code never reads it
      return []
    }
    const target: Expression = {
      kind: 'call',
      name: 'add',
      args: [base, { kind: 'literal', value: BigInt(position), text: undefined, type: undefined }],
    }
    return this.#builtin(generator, 'mstore', [target, value])
  }
}

function isEvmBuiltin(name: string): name is EvmBuiltin {
  return Object.hasOwn(evmBuiltins, name)
}

function resultOf(name: EvmBuiltin): ResultKind {
  return (evmBuiltins[name].split('->')[1] ?? '') as ResultKind
}

/** Whether the expression is 0 or 1 because of how it is made. */
function isBoolean(expression: Expression): boolean {
  if (expression.kind !== 'call') return false
  const { name, args } = expression
  if (name === 'iszero') return true
  if (name === 'and' || name === 'or') return args.every(isBoolean)
  return isEvmBuiltin(name) && resultOf(name) === 'b'
}

/** Makes a word of a result on the stack. */
function widen({ code }: FunctionGenerator, kind: ResultKind): readonly YulType[] {
  if (kind === '') return []
  if (kind === 'w') return ['word']
  if (kind !== 'l') code.plain('i64.extend_i32_u')
  for (let limb = 1; limb < 4; limb++) code.i64(0n)
  return ['word']
}

function word(generator: FunctionGenerator, value: bigint): readonly YulType[] {
  generator.constant(value, 'word')
  return ['word']
}

function required(arg: Expression | undefined): Expression {
  if (arg === undefined) throw new CompileYulError('builtin', 'has too few arguments')
  return arg
}

function textOf(arg: Expression | undefined): string {
  if (arg?.kind !== 'literal' || arg.text === undefined) {
    throw new CompileYulError('builtin', 'takes a name in quotes')
  }
  return arg.text
}
