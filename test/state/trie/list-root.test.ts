import { createMPT } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { listRoot } from '../../../src/state/trie/list-root.ts'

it.each([0, 1, 2, 127, 128, 129, 300])(
  'listRoot of %s items is that of @ethereumjs/mpt',
  async (count) => {
    const items = Array.from({ length: count }, (_, i) => new Uint8Array(1 + (i % 80)).fill(i + 1))
    const peer = await createMPT()
    for (const [i, item] of items.entries()) await peer.put(RLP.encode(i), item)
    expect(toHex(listRoot(items))).toBe(toHex(peer.root()))
  },
)
