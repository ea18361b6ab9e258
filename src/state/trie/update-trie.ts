import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { NodeArena } from './node-arena.ts'
import { NOTHING, UNCHANGED } from './open-branch.ts'
import { type TrieChange, TrieChanges } from './trie-changes.ts'
import { trieMemory } from './trie-memory.ts'
import type { TrieNodeSink, TrieNodes } from './trie-nodes.ts'
import { TrieUpdate } from './trie-update.ts'

/**
 * Applies all changes at once to the trie with this root and gives the root afterwards.
 *
 * Reads only nodes on the paths of the changes, and the sibling that is left where a branch goes away. Encodes and
 * hashes each changed node once, children before parents; unchanged nodes are neither hashed nor put.
 *
 * @param changes in any order; no key twice
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function updateTrie(
  nodes: TrieNodes,
  root: Hash,
  changes: readonly TrieChange[],
  sink: TrieNodeSink,
): Hash {
  return changes.length === 0 ? root : update(nodes, root, TrieChanges.of(changes), sink)
}

/** The same for a trie under the hashes of its keys: the state trie, and the storage of an account. */
export function updateSecureTrie(
  nodes: TrieNodes,
  root: Hash,
  changes: readonly TrieChange[],
  sink: TrieNodeSink,
): Hash {
  return changes.length === 0 ? root : update(nodes, root, TrieChanges.ofHashed(changes), sink)
}

function update(nodes: TrieNodes, root: Hash, changes: TrieChanges, sink: TrieNodeSink): Hash {
  const before = equalBytes(root, EMPTY_TRIE_ROOT) ? undefined : root
  const arena = new NodeArena(trieMemory())
  try {
    const after = new TrieUpdate(nodes, changes, arena).root(before)
    if (after === UNCHANGED) return root
    return after === NOTHING ? EMPTY_TRIE_ROOT : bytes32(arena.seal(after, sink))
  } finally {
    trieMemory().clear()
  }
}
