/** A Yul object: code with the objects and data that it may copy (Yul specification, "Specification of Yul Object"). */
export interface YulObject {
  readonly name: string
  readonly code: Block
  readonly objects: readonly YulObject[]
  readonly data: readonly YulData[]
}

export interface YulData {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Block {
  readonly kind: 'block'
  readonly statements: readonly Statement[]
}

export interface TypedName {
  readonly name: string
  /** As written after the colon; undefined means the dialect's own type. */
  readonly type: string | undefined
}

export interface FunctionDefinition {
  readonly kind: 'function'
  readonly name: string
  readonly params: readonly TypedName[]
  readonly results: readonly TypedName[]
  readonly body: Block
}

export interface VariableDeclaration {
  readonly kind: 'let'
  readonly names: readonly TypedName[]
  readonly value: Expression | undefined
}

export interface Assignment {
  readonly kind: 'assign'
  readonly names: readonly string[]
  readonly value: Expression
}

export interface If {
  readonly kind: 'if'
  readonly condition: Expression
  readonly body: Block
}

export interface Switch {
  readonly kind: 'switch'
  readonly value: Expression
  readonly cases: readonly { readonly literal: Literal; readonly body: Block }[]
  readonly otherwise: Block | undefined
}

export interface ForLoop {
  readonly kind: 'for'
  readonly init: Block
  readonly condition: Expression
  readonly post: Block
  readonly body: Block
}

export interface Jump {
  readonly kind: 'break' | 'continue' | 'leave'
}

export interface ExpressionStatement {
  readonly kind: 'expression'
  readonly expression: Expression
}

export type Statement =
  | Block
  | FunctionDefinition
  | VariableDeclaration
  | Assignment
  | If
  | Switch
  | ForLoop
  | Jump
  | ExpressionStatement

export interface Literal {
  readonly kind: 'literal'
  /** 0 to 2^256 - 1; a string is left-aligned in its 32 bytes. */
  readonly value: bigint
  /** The characters of a string literal, for builtins that name an object or a variable. */
  readonly text: string | undefined
  readonly type: string | undefined
}

export interface Identifier {
  readonly kind: 'identifier'
  readonly name: string
}

export interface FunctionCall {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expression[]
}

export type Expression = Literal | Identifier | FunctionCall
