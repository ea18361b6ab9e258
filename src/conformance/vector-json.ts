import { readFileSync } from 'node:fs'
import { UnknownVectorError } from './unknown-vector-error.ts'

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * The JSON object or array in a file.
 * @throws UnknownVectorError when the file cannot be read or is no JSON.
 */
export function readVectorJson(path: string): unknown {
  const text = readText(path)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnknownVectorError(path, 'it is not JSON', error)
  }
}

/**
 * The JSON object in a file, by case name.
 * @throws UnknownVectorError when the file cannot be read or is no JSON object.
 */
export function readVectorObject(path: string): JsonObject {
  const json = readVectorJson(path)
  if (!isJsonObject(json)) throw new UnknownVectorError(path, 'it is no JSON object of cases')
  return json
}

/** Whether `value` is a JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UnknownVectorError(path, 'the file cannot be read', error)
  }
}
