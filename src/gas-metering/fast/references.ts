import { decodeInstructions } from '../../wasm/decode-instructions.ts'
import type { ConstantExpression, ElementSegment, Global } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { CodeWriter } from '../code-writer.ts'

/** Function index to the index that a reference to it names. */
export type Renaming = (functionIndex: number) => number

/** An element segment whose functions are renamed. */
export function renameElements(segment: ElementSegment, rename: Renaming): ElementSegment {
  const { items } = segment
  if (items.kind === 'functions') {
    return { ...segment, items: { kind: 'functions', indices: items.indices.map(rename) } }
  }
  const expressions = items.expressions.map((expression) => renameExpression(expression, rename))
  return { ...segment, items: { kind: 'expressions', expressions } }
}

/** A global whose initial value is renamed where it is a function. */
export function renameGlobal(global: Global, rename: Renaming): Global {
  return { ...global, init: renameExpression(global.init, rename) }
}

/** Function indices that element segments name. */
export function referencedFunctions(segment: ElementSegment): readonly number[] {
  const { items } = segment
  if (items.kind === 'functions') return items.indices
  return items.expressions.flatMap((expression) => functionOf(expression) ?? [])
}

function renameExpression(expression: ConstantExpression, rename: Renaming): ConstantExpression {
  const index = functionOf(expression)
  if (index === undefined) return expression
  return new CodeWriter().refFunc(rename(index)).end().take()
}

/** The function that a constant expression refers to; such an expression is a single `ref.func`. */
function functionOf(expression: ConstantExpression): number | undefined {
  if (expression[0] !== opcode['ref.func']) return undefined
  return decodeInstructions(expression).immediate[0]
}
