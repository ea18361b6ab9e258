import { isNamed, type TrieNode } from './trie-node.ts'

/** Lets go of nodes below `root`, all committed, level by level from the first one at which more than `most` would stay. */
export function trimTrie(root: TrieNode, most: number): void {
  let level: readonly TrieNode[] = [root]
  let count = 1
  while (level.length > 0) {
    const below = level.flatMap(({ children }) =>
      children.filter((child): child is TrieNode => child !== undefined && !isNamed(child)),
    )
    count += below.length
    if (count > most) {
      level.forEach(forgetChildren)
      return
    }
    level = below
  }
}

function forgetChildren({ children }: TrieNode): void {
  for (const [index, child] of children.entries()) {
    if (child !== undefined && !isNamed(child)) children[index] = child.merkleValue
  }
}
