/** Name of the custom section that, first in its module, gives the module's length: arguments may follow the module. */
export const MODULE_LENGTH_SECTION = 'ewasm.length'

/** Bytes of the length, little-endian. */
export const MODULE_LENGTH_BYTES = 4

/** Everything before the length: preamble, section id 0, section size, the name with its length. */
const HEADER = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x00, 1 + MODULE_LENGTH_SECTION.length + MODULE_LENGTH_BYTES, MODULE_LENGTH_SECTION.length],
  ...new TextEncoder().encode(MODULE_LENGTH_SECTION),
)

/** Offset of the length in a module that declares it. */
export const MODULE_LENGTH_OFFSET: number = HEADER.length

/**
 * The module at the start of init code: as long as its first section says when that section is the one of the module's
 * length, else all of the code. What follows are the constructor's arguments, which the contract reads with `codeCopy`.
 *
 * Only init code may have them; whether the module is well-formed is not judged here.
 *
 * @see docs/decisions/constructor-arguments.md
 */
export function moduleOfInitCode(code: Uint8Array): Uint8Array {
  const length = declaredLength(code)
  return length === undefined || length > code.length ? code : code.subarray(0, length)
}

function declaredLength(code: Uint8Array): number | undefined {
  const end = HEADER.length + MODULE_LENGTH_BYTES
  if (code.length < end || HEADER.some((byte, index) => code[index] !== byte)) return undefined
  const length = new DataView(code.buffer, code.byteOffset).getUint32(HEADER.length, true)
  return length < end ? undefined : length
}
