import type { ScaleReader } from '../../src/substrate-host/scale-reader.ts'

/** A `u128`. @throws ScaleError */
export function readU128(reader: ScaleReader): bigint {
  return littleEndian(reader.fixed(16))
}

/**
 * A compact integer of any size.
 * @throws ScaleError
 * @see https://spec.polkadot.network/id-cryptography-encoding#sect-sc-length-and-compact-encoding
 */
export function readCompactBig(reader: ScaleReader): bigint {
  const first = reader.u8()
  const mode = first & 3
  if (mode === 3) return littleEndian(reader.fixed((first >> 2) + 4))
  const rest = reader.fixed((1 << mode) - 1)
  return littleEndian(Uint8Array.of(first, ...rest)) >> 2n
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
}
