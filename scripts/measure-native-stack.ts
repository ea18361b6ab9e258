import { withLargeStack } from '../src/engine/large-stack.ts'
import { nativeStackMb, TRANSACTION_STACK_UNITS } from '../src/engine/stack-budget.ts'
import type { DeepestTransaction } from '../test/engine/fixtures/deepest-transaction.ts'

/**
 * Measures how much native stack the deepest transactions need: the smallest stack of a thread, in MiB, in which the
 * budget ends them and not V8. docs/stack-height.md holds the result.
 *
 *     node --import tsx scripts/measure-native-stack.ts
 */
type Shape = Pick<DeepestTransaction, 'nesting' | 'parameters' | 'locals'>

// biome-ignore format: table
const shapes: readonly Shape[] = [
  { nesting: 'none',  parameters: 0,   locals: 0 },
  { nesting: 'none',  parameters: 200, locals: 0 },
  { nesting: 'none',  parameters: 0,   locals: 100 },
  { nesting: 'ewasm', parameters: 200, locals: 0 },
  { nesting: 'mixed', parameters: 200, locals: 0 },
  { nesting: 'evm',   parameters: 0,   locals: 0 },
]

const module = new URL('../test/engine/fixtures/deepest-transaction.ts', import.meta.url)

async function endsByBudget(argument: DeepestTransaction, stackSizeMb: number): Promise<boolean> {
  try {
    await withLargeStack({ module, exportName: 'deepestTransaction', argument }, { stackSizeMb })
    return true
  } catch {
    return false
  }
}

async function smallestStack(argument: DeepestTransaction): Promise<number> {
  let [tooSmall, enough] = [0, nativeStackMb()]
  while (enough - tooSmall > 1) {
    const middle = (tooSmall + enough) >> 1
    if (await endsByBudget(argument, middle)) enough = middle
    else tooSmall = middle
  }
  return enough
}

console.log(`threads have ${nativeStackMb()} MiB`)
console.log('nesting  parameters  locals  Liftoff, MiB  TurboFan, MiB')
for (const shape of shapes) {
  const need = (tier: DeepestTransaction['tier']): Promise<number> =>
    smallestStack({ ...shape, tier, strategy: 'fast', stackLeft: TRANSACTION_STACK_UNITS })
  const [liftoff, turbofan] = [await need('liftoff'), await need('turbofan')]
  const { nesting, parameters, locals } = shape
  console.log(
    nesting.padEnd(7),
    String(parameters).padStart(11),
    String(locals).padStart(7),
    String(liftoff).padStart(13),
    String(turbofan).padStart(14),
  )
}
