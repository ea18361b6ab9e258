/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** An object that JSON can hold; members that are undefined are left out of the text. */
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/** Whether a parsed value is an object (and neither null nor an array). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const LONGEST_QUOTE = 80

/** A parsed value in a few words, for an error message. Looks at the surface only, however large the value is. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return `the ${typeof value} ${String(value)}`
}

function quote(text: string): string {
  if (text.length <= LONGEST_QUOTE) return JSON.stringify(text)
  return `${JSON.stringify(text.slice(0, LONGEST_QUOTE))}… (${text.length} characters)`
}
