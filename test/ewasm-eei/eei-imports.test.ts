import { expect, it } from 'vitest'
import { debugImports, ethereumImports, type FrameHolder } from '../../src/ewasm-eei/eei-imports.ts'
import { debugSignatures, eeiSignatures } from '../../src/wasm/eei-signatures.ts'

// Making the functions touches no frame.
const nothingRuns = {} as FrameHolder

it.each([
  {
    namespace: 'ethereum',
    functions: ethereumImports(nothingRuns) as Record<string, unknown>,
    signatures: eeiSignatures,
  },
  {
    namespace: 'debug',
    functions: debugImports(nothingRuns, () => {}) as Record<string, unknown>,
    signatures: debugSignatures,
  },
])('$namespace has exactly what the profile lets contracts import', ({ functions, signatures }) => {
  const arity = (table: Record<string, unknown>, of: (row: never) => number) =>
    Object.fromEntries(
      Object.entries(table)
        .map(([name, row]) => [name, of(row as never)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  expect(arity(functions, (row: { length: number }) => row.length)).toEqual(
    arity(signatures, (row: { params: unknown[] }) => row.params.length),
  )
})
