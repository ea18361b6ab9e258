import type { Func } from './module.ts'

/** Bytes that a function takes in the code section, without its own length: locals and body. */
export function functionSize({ locals, body }: Func): number {
  let size = u32Size(locals.length) + body.length
  for (const { count } of locals) size += u32Size(count) + 1
  return size
}

/** Bytes of the shortest LEB128 of `value`, an integer of 0 to 2^32 - 1. */
function u32Size(value: number): number {
  let size = 1
  for (let rest = value; rest >= 0x80; rest >>>= 7) size++
  return size
}
