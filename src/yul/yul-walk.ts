import type { Block, Expression, FunctionCall, FunctionDefinition, Statement } from './yul-ast.ts'

/** All function definitions in a block, however deep. */
export function functionsIn(block: Block): FunctionDefinition[] {
  return statementsIn(block).filter((statement) => statement.kind === 'function')
}

/** All calls in a block, function bodies included, in source order. */
export function callsIn(block: Block): FunctionCall[] {
  return statementsIn(block).flatMap(ownExpressions).flatMap(callsOf)
}

function statementsIn(block: Block): Statement[] {
  return block.statements.flatMap((statement) => [
    statement,
    ...innerBlocks(statement).flatMap((inner) => statementsIn(inner)),
  ])
}

function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'block':
      return [statement]
    case 'function':
    case 'if':
      return [statement.body]
    case 'for':
      return [statement.init, statement.post, statement.body]
    case 'switch':
      return [
        ...statement.cases.map(({ body }) => body),
        ...(statement.otherwise === undefined ? [] : [statement.otherwise]),
      ]
    default:
      return []
  }
}

function ownExpressions(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'let':
      return statement.value === undefined ? [] : [statement.value]
    case 'assign':
    case 'switch':
      return [statement.value]
    case 'if':
    case 'for':
      return [statement.condition]
    case 'expression':
      return [statement.expression]
    default:
      return []
  }
}

function callsOf(expression: Expression): FunctionCall[] {
  if (expression.kind !== 'call') return []
  return [expression, ...expression.args.flatMap(callsOf)]
}
