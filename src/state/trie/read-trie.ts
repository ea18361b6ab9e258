import type { Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { UnreachableError } from '../../primitives/unreachable-error.ts'
import { loadNode } from './load-node.ts'
import { commonPrefixLength, toNibbles } from './nibbles.ts'
import type { Nibbles, NodeReference, TrieNode } from './trie-node.ts'
import type { TrieNodes } from './trie-nodes.ts'

/**
 * The value of `key` in the trie with this root, undefined when the key is not in it.
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function readTrie(nodes: TrieNodes, root: Hash, key: Uint8Array): Uint8Array | undefined {
  if (equalBytes(root, EMPTY_TRIE_ROOT)) return undefined
  const path = toNibbles(key)
  let node = loadNode(nodes, root, 0)
  let depth = 0
  for (;;) {
    const step = stepFrom(node, path, depth)
    if (step.child === undefined) return step.value
    depth = step.depth
    node = loadNode(nodes, step.child, depth)
  }
}

/** Where a path leads from a node: to a child, or to its end with or without a value. */
export interface TrieStep {
  readonly child: NodeReference | undefined
  /** Nibbles of the path that are behind the child. */
  readonly depth: number
  readonly value: Uint8Array | undefined
}

/** The step that the path, of which `depth` nibbles are behind, takes from `node`. */
export function stepFrom(node: TrieNode, path: Nibbles, depth: number): TrieStep {
  switch (node.kind) {
    case 'branch':
      if (depth === path.length) return { child: undefined, depth, value: node.value }
      return { child: node.children[path[depth] ?? 0], depth: depth + 1, value: undefined }
    case 'extension': {
      const follows = commonPrefixLength(node.path, 0, path, depth) === node.path.length
      const child = follows ? node.child : undefined
      return { child, depth: depth + node.path.length, value: undefined }
    }
    case 'leaf': {
      const shared = commonPrefixLength(node.path, 0, path, depth)
      const found = shared === node.path.length && depth + shared === path.length
      return { child: undefined, depth: depth + shared, value: found ? node.value : undefined }
    }
    default:
      throw new UnreachableError(node)
  }
}
