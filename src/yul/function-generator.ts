import { BodyCode } from './body-code.ts'
import { CompileYulError } from './compile-yul-error.ts'
import { LocalSlots } from './local-slots.ts'
import type {
  Block,
  Expression,
  ForLoop,
  FunctionCall,
  FunctionDefinition,
  Literal,
  Statement,
  Switch,
  TypedName,
} from './yul-ast.ts'
import { flatten, type WasmInteger, type YulType } from './yul-type.ts'

/** What a body needs to know of the functions it calls, and how its dialect's builtins become instructions. */
export interface Dialect {
  /** Type of names and literals that carry none. */
  readonly defaultType: YulType
  /** Emits a call of a builtin and returns the types it leaves; undefined when the name is no builtin. */
  emitBuiltin(generator: FunctionGenerator, call: FunctionCall): readonly YulType[] | undefined
  /** Emits an i32 that is 0 when the expression is zero. */
  emitCondition(generator: FunctionGenerator, expression: Expression): void
  effectOf(expression: Expression): Effect
}

/** What an expression has to do with the world: decides whether its place among other arguments can be observed. */
export type Effect = 'none' | 'reads' | 'writes'

export interface Signature {
  readonly params: readonly YulType[]
  readonly results: readonly YulType[]
}

/** One function of the module, with calls still by name. */
export interface GeneratedFunction {
  readonly params: readonly WasmInteger[]
  readonly results: readonly WasmInteger[]
  readonly locals: readonly WasmInteger[]
  readonly code: BodyCode
}

interface Variable {
  readonly type: YulType
  readonly locals: readonly number[]
}

/** Turns a Yul function into Wasm instructions: structured control flow maps one to one, variables become locals. */
export class FunctionGenerator {
  readonly code = new BodyCode()
  readonly #definition: FunctionDefinition
  readonly #dialect: Dialect
  readonly #signatureOf: (name: string) => Signature
  readonly #scopes: Map<string, Variable>[] = [new Map()]
  readonly #slots: LocalSlots
  #results: readonly Variable[] = []
  #depth = 0
  #loop: { readonly breakDepth: number; readonly continueDepth: number } | undefined

  constructor(
    definition: FunctionDefinition,
    dialect: Dialect,
    signatureOf: (name: string) => Signature,
  ) {
    this.#definition = definition
    this.#dialect = dialect
    this.#signatureOf = signatureOf
    this.#slots = new LocalSlots(this.#flatTypes(definition.params))
  }

  /** Generates the whole function. */
  generate(): GeneratedFunction {
    const { params, results, body } = this.#definition
    let local = 0
    for (const name of params) {
      const type = typeOf(name, this.#dialect.defaultType)
      const locals = flatten([type]).map(() => local++)
      this.#scopes[0]?.set(name.name, { type, locals })
    }
    this.#results = results.map((name) => this.#declare(name))
    this.#block(body)
    this.#pushResults()
    this.code.plain('end')
    return {
      params: this.#flatTypes(params),
      results: this.#flatTypes(results),
      locals: this.#slots.declared,
      code: this.code,
    }
  }

  #flatTypes(names: readonly TypedName[]): WasmInteger[] {
    return flatten(names.map((name) => typeOf(name, this.#dialect.defaultType)))
  }

  /** Emits an expression and returns the types it leaves. */
  expression(expression: Expression): readonly YulType[] {
    switch (expression.kind) {
      case 'literal':
        return [this.#literal(expression)]
      case 'identifier': {
        const variable = this.#variable(expression.name)
        this.#get(variable.locals)
        return [variable.type]
      }
      case 'call':
        return this.#dialect.emitBuiltin(this, expression) ?? this.#call(expression)
    }
  }

  /**
   * Emits arguments in order, evaluated from right to left as Yul wants it: where that can be observed, the values
   * wait in locals.
   */
  arguments(
    args: readonly Expression[],
    emit: (arg: Expression, index: number) => readonly YulType[],
  ): YulType[] {
    const effects = args.map((arg) => this.#dialect.effectOf(arg))
    const ordered =
      effects.includes('writes') && effects.filter((effect) => effect !== 'none').length > 1
    const waiting = new Map<number, Variable>()
    for (const [index, arg] of [...args.entries()].reverse()) {
      if (ordered && effects[index] !== 'none') waiting.set(index, this.#store(emit(arg, index)))
    }
    const types = args.flatMap((arg, index) => {
      const variable = waiting.get(index)
      if (variable === undefined) return emit(arg, index)
      this.#get(variable.locals)
      return [variable.type]
    })
    for (const { locals } of waiting.values()) this.#slots.release(locals)
    return types
  }

  /** Emits a constant of a type. */
  constant(value: bigint, type: YulType): void {
    if (type === 'i32') this.code.i32(Number(BigInt.asIntN(32, value)))
    else if (type === 'i64') this.code.i64(value)
    else for (let limb = 0n; limb < 4n; limb++) this.code.i64(value >> (64n * limb))
  }

  /** Drops what an expression left. */
  drop(types: readonly YulType[]): void {
    for (const _ of flatten(types)) this.code.plain('drop')
  }

  #call({ name, args }: FunctionCall): readonly YulType[] {
    const { params, results } = this.#signatureOf(name)
    const types = this.arguments(args, (arg) => this.expression(arg))
    if (flatten(types).join() !== flatten(params).join()) {
      throw new CompileYulError(name, `called with (${types.join()}), takes (${params.join()})`)
    }
    this.code.call(name)
    return results
  }

  #literal({ value, type }: Literal): YulType {
    const yulType = (type as YulType | undefined) ?? this.#dialect.defaultType
    this.constant(value, yulType)
    return yulType
  }

  #block(block: Block): void {
    this.#scopes.push(new Map())
    for (const statement of block.statements) this.#statement(statement)
    this.#leaveScope()
  }

  #leaveScope(): void {
    for (const { locals } of this.#scopes.pop()?.values() ?? []) this.#slots.release(locals)
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'block':
        this.#block(statement)
        break
      case 'function':
        break // generated on its own when it is called
      case 'let':
        this.#let(statement.names, statement.value)
        break
      case 'assign':
        this.expression(statement.value)
        this.#set(statement.names.flatMap((name) => this.#variable(name).locals))
        break
      case 'if':
        this.#dialect.emitCondition(this, statement.condition)
        this.#nested('if', () => this.#block(statement.body))
        break
      case 'switch':
        this.#switch(statement)
        break
      case 'for':
        this.#for(statement)
        break
      case 'expression':
        this.drop(this.expression(statement.expression))
        break
      default:
        this.#jump(statement.kind)
    }
  }

  #let(names: readonly TypedName[], value: Expression | undefined): void {
    const types = value === undefined ? undefined : this.expression(value)
    const variables = names.map((name) => this.#declare(name))
    if (types === undefined) for (const { type } of variables) this.constant(0n, type)
    this.#set(variables.flatMap(({ locals }) => locals))
  }

  #switch({ value, cases, otherwise }: Switch): void {
    const subject = this.#store(this.expression(value))
    for (const { literal, body } of cases) {
      this.#emitEquals(subject, literal)
      this.code.open('if')
      this.#depth++
      this.#block(body)
      this.code.plain('else')
    }
    this.#slots.release(subject.locals)
    if (otherwise !== undefined) this.#block(otherwise)
    for (const _ of cases) this.#end()
  }

  /** An i32 that says whether the variable holds the literal. */
  #emitEquals({ type, locals }: Variable, { value }: Literal): void {
    const equal = type === 'i32' ? 'i32.eq' : 'i64.eq'
    for (const [limb, local] of locals.entries()) {
      this.code.indexed('local.get', local)
      this.constant(value >> BigInt(64 * limb), type === 'word' ? 'i64' : type)
      this.code.plain(equal)
      if (limb > 0) this.code.plain('i32.and')
    }
  }

  #for({ init, condition, post, body }: ForLoop): void {
    const outer = this.#loop
    this.#scopes.push(new Map())
    for (const statement of init.statements) this.#statement(statement)
    this.#nested('block', () => {
      const breakDepth = this.#depth
      this.#nested('loop', () => {
        this.#dialect.emitCondition(this, condition)
        this.code.plain('i32.eqz')
        this.code.indexed('br_if', this.#depth - breakDepth)
        this.#nested('block', () => {
          this.#loop = { breakDepth, continueDepth: this.#depth }
          this.#block(body)
        })
        this.#loop = outer
        this.#block(post)
        this.code.indexed('br', 0)
      })
    })
    this.#leaveScope()
  }

  #jump(kind: 'break' | 'continue' | 'leave'): void {
    if (kind === 'leave') {
      this.#pushResults()
      this.code.plain('return')
      return
    }
    if (this.#loop === undefined) throw new CompileYulError(kind, 'stands outside a loop')
    const target = kind === 'break' ? this.#loop.breakDepth : this.#loop.continueDepth
    this.code.indexed('br', this.#depth - target)
  }

  #nested(opener: 'block' | 'loop' | 'if', emit: () => void): void {
    this.code.open(opener)
    this.#depth++
    emit()
    this.#end()
  }

  #end(): void {
    this.#depth--
    this.code.plain('end')
  }

  #pushResults(): void {
    for (const { locals } of this.#results) this.#get(locals)
  }

  #declare(name: TypedName): Variable {
    const type = typeOf(name, this.#dialect.defaultType)
    const variable = { type, locals: this.#slots.allocate(flatten([type])) }
    this.#scopes[this.#scopes.length - 1]?.set(name.name, variable)
    return variable
  }

  #variable(name: string): Variable {
    for (let depth = this.#scopes.length - 1; depth >= 0; depth--) {
      const variable = this.#scopes[depth]?.get(name)
      if (variable !== undefined) return variable
    }
    throw new CompileYulError(name, 'is not declared')
  }

  /** Moves the one value on the stack to new locals. */
  #store([type = 'i64']: readonly YulType[]): Variable {
    const locals = this.#slots.allocate(flatten([type]))
    this.#set(locals)
    return { type, locals }
  }

  #get(locals: readonly number[]): void {
    for (const local of locals) this.code.indexed('local.get', local)
  }

  #set(locals: readonly number[]): void {
    for (const local of locals.toReversed()) this.code.indexed('local.set', local)
  }
}

function typeOf({ type }: TypedName, defaultType: YulType): YulType {
  return (type as YulType | undefined) ?? defaultType
}
