import type { ImportedFunction } from '../../../codegen/wasm/environment.ts'

const i32 = 'i32'
const i64 = 'i64'

/** `(frame, gas, offset, size) → gas`: extends the memory; below 0 when the gas does not pay for it. */
export const reserve: ImportedFunction = {
  module: 'kernel',
  name: 'reserve',
  params: [i32, i64, i64, i64],
  results: [i64],
}

const word = [i64, i64, i64, i64] as const

/** `(frame, key) → word, surcharge`. */
export const storageLoad: ImportedFunction = {
  module: 'kernel',
  name: 'storageLoad',
  params: [i32, ...word],
  results: [...word, i32],
}

/** `(frame, gas, key, word) → gas to charge, or a negated status`. */
export const storageStore: ImportedFunction = {
  module: 'kernel',
  name: 'storageStore',
  params: [i32, i64, ...word, ...word],
  results: [i32],
}

/** `(source, length, target)`. */
export const keccak: ImportedFunction = {
  module: 'kernel',
  name: 'keccak',
  params: [i32, i32, i32],
  results: [],
}

/** `(target, source, sourceLength, offset, size)`. */
export const copyPadded: ImportedFunction = {
  module: 'kernel',
  name: 'copyPadded',
  params: [i32, i32, i32, i64, i32],
  results: [],
}
