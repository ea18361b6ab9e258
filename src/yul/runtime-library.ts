import { parseYulFunctions } from './parse-yul.ts'
import { arithmetic } from './runtime/arithmetic.ts'
import { bitwise } from './runtime/bitwise.ts'
import { calls } from './runtime/calls.ts'
import { environment } from './runtime/environment.ts'
import { keccak } from './runtime/keccak.ts'
import { memory } from './runtime/memory.ts'
import type { FunctionDefinition } from './yul-ast.ts'

let library: ReadonlyMap<string, FunctionDefinition> | undefined

/** The functions that EVM builtins become, by name, in the wasm dialect. Parsed once. */
export function runtimeLibrary(): ReadonlyMap<string, FunctionDefinition> {
  library ??= new Map(
    [arithmetic, bitwise, memory, environment, calls, keccak]
      .flatMap((source) => parseYulFunctions(source))
      .map((definition) => [definition.name, definition]),
  )
  return library
}
