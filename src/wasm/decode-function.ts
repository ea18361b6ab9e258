import type { ByteReader } from './byte-reader.ts'
import { readValueType } from './decode-type.ts'
import type { Func, LocalRun } from './module.ts'

/** The specification's own bound on the locals of a function. */
const MAX_LOCALS = 2 ** 32 - 1

/**
 * Reads one entry of the code section. The body stays a view, its instructions are not looked at.
 *
 * @see https://webassembly.github.io/spec/core/binary/modules.html#code-section
 */
export function readFunction(reader: ByteReader, typeIndex: number): Func {
  const start = reader.position
  const size = reader.u32()
  if (size > reader.remaining) reader.fail('length out of bounds', start)
  const end = reader.position + size
  const locals = readLocals(reader)
  if (reader.position > end) reader.fail('unexpected end of the function', end)
  const bodyOffset = reader.base + reader.position
  return { typeIndex, locals, body: reader.take(end - reader.position), bodyOffset }
}

function readLocals(reader: ByteReader): LocalRun[] {
  const runs: LocalRun[] = []
  let total = 0
  for (let left = reader.count(2); left > 0; left--) {
    const start = reader.position
    const count = reader.u32()
    total += count
    if (total > MAX_LOCALS) reader.fail('too many locals', start)
    runs.push({ count, type: readValueType(reader) })
  }
  return runs
}
