import { blake2AsHex, xxhashAsHex } from '@polkadot/util-crypto'
import { expect, it } from 'vitest'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { palletKeysOf } from '../../../src/substrate-pallet-bridge/storage/pallet-keys.ts'
import { numbered } from '../test-pallet.ts'

const keys = palletKeysOf('Ewasm')
const where = numbered(3)
const word = bytes32(Uint8Array.from({ length: 32 }, (_, index) => index))

/** FRAME's key of a map, by @polkadot/util-crypto. The pallet's own test says that its maps lie there. */
function frameKey(item: string, ...parts: readonly Uint8Array[]): string {
  const hashed = parts.map((part) => `${blake2AsHex(part, 128)}${toHex(part)}`)
  return [xxhashAsHex('Ewasm', 128), xxhashAsHex(item, 128), ...hashed]
    .join('')
    .replaceAll('0x', '')
}

// biome-ignore format: table
it.each([
  { item: 'Accounts',        key: keys.account(where),                   expected: frameKey('Accounts', where) },
  { item: 'AccountCodes',    key: keys.code(word),                       expected: frameKey('AccountCodes', word) },
  { item: 'AccountStorages', key: keys.slots(where),                     expected: frameKey('AccountStorages', where) },
  { item: 'a slot',          key: keys.slot(keys.slots(where), word, 0), expected: frameKey('AccountStorages', where, word) },
])('$item lies where FRAME puts it', ({ key, expected }) => {
  expect(toHex(key)).toBe(`0x${expected}`)
})
