import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { twox } from '../../src/substrate-host/hashing/twox.ts'

const WORDS_OF_TWOX128 = 2
const utf8 = new TextEncoder()

/** The key of a storage value of a pallet, and what the keys of a map begin with. */
export function storagePrefix(pallet: string, item: string): Uint8Array {
  return concatBytes([pallet, item].map((name) => twox(utf8.encode(name), WORDS_OF_TWOX128)))
}
