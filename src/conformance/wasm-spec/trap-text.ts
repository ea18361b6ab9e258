/** V8's words for each trap that a script names. Several of the specification's traps share one of V8's. */
// biome-ignore format: table
const trapTexts: readonly { readonly text: string; readonly v8: RegExp }[] = [
  { text: 'unreachable',                   v8: /^unreachable$/ },
  { text: 'integer divide by zero',        v8: /^(divide|remainder) by zero$/ },
  { text: 'integer overflow',              v8: /^(divide result unrepresentable|float unrepresentable in integer range)$/ },
  { text: 'invalid conversion to integer', v8: /^float unrepresentable in integer range$/ },
  { text: 'out of bounds memory access',   v8: /^memory access out of bounds$|^data segment.*out of bounds/ },
  { text: 'out of bounds table access',    v8: /^table (index is|access) out of bounds$|^element segment out of bounds$|^table initializer.*out of bounds/ },
  { text: 'undefined element',             v8: /^table index is out of bounds$/ },
  { text: 'uninitialized element',         v8: /^null function or function signature mismatch$/ },
  { text: 'indirect call type mismatch',   v8: /^null function or function signature mismatch$/ },
]

/** Whether V8's message is the trap that a script names; names of scripts may go on with an index. */
export function isTrap(message: string, text: string): boolean {
  return trapTexts.some((row) => text.startsWith(row.text) && row.v8.test(message))
}
