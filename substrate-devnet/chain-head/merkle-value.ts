import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import type { ChainState } from '../../src/substrate-host/substrate-chain.ts'
import { decodeNode } from '../../src/substrate-host/trie/decode-node.ts'
import { commonLength, toNibbles } from '../../src/substrate-host/trie/nibbles.ts'
import { isNamed, type MerkleValue } from '../../src/substrate-host/trie/trie-node.ts'

const HASH_LENGTH = 32

/**
 * The Merkle value of the node at `key`, or of the nearest one below it; undefined where nothing is below. It changes
 * when, and only when, something below `key` does.
 * @see https://spec.polkadot.network/chap-state#defn-merkle-value
 */
export function closestDescendantMerkleValue(
  state: ChainState,
  child: Uint8Array | undefined,
  key: Uint8Array,
): Uint8Array | undefined {
  const [root, ...others] = state.proof([key], child)
  if (root === undefined) return undefined
  const records = new Map(others.map((record) => [nameOf(record), record]))
  const nibbles = toNibbles(key)
  let name: MerkleValue = blake2b256(root)
  let record: Uint8Array | undefined = root
  let depth = 0
  while (record !== undefined) {
    const { partial, children } = decodeNode(record, name)
    const common = commonLength(partial, nibbles, depth)
    depth += common
    if (depth === nibbles.length) return name
    if (common < partial.length) return undefined
    const next = children[nibbles[depth] ?? 0]
    if (next === undefined || !isNamed(next)) return undefined
    name = next
    depth += 1
    if (depth === nibbles.length) return name // whatever is below: no need to read it
    record = name.length < HASH_LENGTH ? name : records.get(Buffer.from(name).toString('hex'))
  }
  return undefined
}

function nameOf(record: Uint8Array): string {
  return Buffer.from(blake2b256(record)).toString('hex')
}
