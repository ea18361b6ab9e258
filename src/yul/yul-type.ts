/** A type of the two Yul dialects: the EVM's 256-bit word, and the integers of WebAssembly. */
export type YulType = 'word' | WasmInteger

export type WasmInteger = 'i32' | 'i64'

const flat: Readonly<Record<YulType, readonly WasmInteger[]>> = {
  word: ['i64', 'i64', 'i64', 'i64'],
  i32: ['i32'],
  i64: ['i64'],
}

/** The Wasm values that values of `types` are made of. */
export function flatten(types: readonly YulType[]): WasmInteger[] {
  return types.flatMap((type) => flat[type])
}
