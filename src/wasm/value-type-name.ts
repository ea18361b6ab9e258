import { valueType } from './module.ts'

const names = new Map<number, string>(
  Object.entries(valueType).map(([name, code]) => [code, name] as const),
)

/** The name of a value type by its binary code: `i32`. */
export function valueTypeName(code: number): string {
  return names.get(code) ?? 'unknown'
}

/** `[i32 i64]`, as the specification writes a result type. */
export function resultTypeName(types: readonly number[]): string {
  return `[${types.map(valueTypeName).join(' ')}]`
}
