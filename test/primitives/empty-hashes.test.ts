import { expect, it } from 'vitest'
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from '../../src/primitives/empty-hashes.ts'
import { toHex } from '../../src/primitives/hex.ts'

it('the code hash is that of EIP-1052', () => {
  expect(toHex(EMPTY_CODE_HASH)).toBe(
    '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
  )
})

it('the root is that of the Yellow Paper', () => {
  expect(toHex(EMPTY_TRIE_ROOT)).toBe(
    '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  )
})
