/** JSON with numbers as they are written: balances do not fit in the numbers of JavaScript. */
export type JsonValue = null | boolean | string | JsonNumber | JsonArray | JsonObject

/** The digits of a number. */
export interface JsonNumber {
  readonly digits: string
}

export type JsonArray = readonly JsonValue[]
export type JsonObject = ReadonlyMap<string, JsonValue>

/** Whether a value is an object. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map
}

/**
 * `target` with the changes of `patch`: members of objects are replaced one by one, `null` removes one.
 * @see RFC 7396
 */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch
  const merged = new Map(isJsonObject(target) ? target : [])
  for (const [name, value] of patch) {
    if (value === null) merged.delete(name)
    else merged.set(name, mergePatch(merged.get(name), value))
  }
  return merged
}

/** The JSON text of a value. */
export function writeJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
  }
  if (isJsonObject(value)) {
    const members = [...value].map(([name, one]) => `${JSON.stringify(name)}:${writeJson(one)}`)
    return `{${members.join(',')}}`
  }
  return isNumber(value) ? value.digits : `[${value.map(writeJson).join(',')}]`
}

function isNumber(value: JsonNumber | JsonArray): value is JsonNumber {
  return 'digits' in value
}
