import { prefixLength, stringLength, writePath, writeString } from './encode-node.ts'
import { fromHexPrefix, joinNibbles, LEAF_FLAG, ODD_FLAG } from './nibbles.ts'
import type { NodeArena, PendingNode } from './node-arena.ts'
import { contentStart, itemEnd } from './rlp-scan.ts'
import type { Nibbles } from './trie-node.ts'

/** An item of a node: the one that starts at `at`. */
export interface Item {
  readonly bytes: Uint8Array
  readonly at: number
}

/** A leaf or an extension, by its encoding: the items of its path and of its value or child. */
export interface ShortNode {
  readonly bytes: Uint8Array
  readonly pathAt: number
  readonly contentAt: number
}

/** The leaf or extension whose list is at `at`; undefined if there is a branch. */
export function readShort(bytes: Uint8Array, at: number): ShortNode | undefined {
  const pathAt = contentStart(bytes, at)
  const contentAt = itemEnd(bytes, pathAt)
  return itemEnd(bytes, contentAt) === itemEnd(bytes, at) ? { bytes, pathAt, contentAt } : undefined
}

export function isLeaf({ bytes, pathAt }: ShortNode): boolean {
  return ((bytes[contentStart(bytes, pathAt)] ?? 0) & LEAF_FLAG) !== 0
}

export function pathOf({ bytes, pathAt, contentAt }: ShortNode): Nibbles {
  return fromHexPrefix(bytes.subarray(contentStart(bytes, pathAt), contentAt))
}

/** The value of a leaf. */
export function leafValue({ bytes, contentAt }: ShortNode): Uint8Array {
  return bytes.subarray(contentStart(bytes, contentAt), itemEnd(bytes, contentAt))
}

/** Whether the path of the node is `nibbles[start .. end)`: without making the path. */
export function hasPath(node: ShortNode, nibbles: Nibbles, start: number, end: number): boolean {
  const { bytes, pathAt, contentAt } = node
  const flagsAt = contentStart(bytes, pathAt)
  const skipped = ((bytes[flagsAt] ?? 0) & ODD_FLAG) === 0 ? 2 : 1
  if ((contentAt - flagsAt) * 2 - skipped !== end - start) return false
  let odd = skipped
  for (let i = start; i < end; i++, odd++) {
    const byte = bytes[flagsAt + (odd >> 1)] ?? 0
    if ((odd % 2 === 0 ? byte >> 4 : byte & 0x0f) !== nibbles[i]) return false
  }
  return true
}

/** Writes a leaf to the arena. */
export function addLeaf(arena: NodeArena, path: Nibbles, value: Uint8Array): PendingNode {
  const start = arena.begin(pathCapacity(path) + stringLength(value))
  const valueAt = writePath(path, LEAF_FLAG, arena.bytes, start)
  return arena.finish(start, writeString(value, arena.bytes, valueAt), 0)
}

/** Writes a leaf or extension with this path and the content of another. Its child, if it has one, is not pending. */
export function addShort(arena: NodeArena, path: Nibbles, node: ShortNode): PendingNode {
  const { bytes, contentAt } = node
  // A copy: the other may lie in the arena, which can grow.
  const content = bytes.slice(contentAt, itemEnd(bytes, contentAt))
  return addContent(arena, path, isLeaf(node) ? LEAF_FLAG : 0, content)
}

/** Writes an extension to a child, given by its item, that is not pending. */
export function addExtension(arena: NodeArena, path: Nibbles, child: Uint8Array): PendingNode {
  return addContent(arena, path, 0, child)
}

/** The node that `path` and then `child` make: the paths of two short nodes become one. */
export function extend(arena: NodeArena, path: Nibbles, child: PendingNode): PendingNode {
  if (path.length === 0) return child
  const short = readShort(arena.bytes, arena.sourceOf(child))
  if (short === undefined) return addPendingExtension(arena, path, child)

  arena.drop(child)
  const joined = joinNibbles(path, pathOf(short))
  const grandchild = arena.childOf(child)
  if (grandchild !== undefined) return addPendingExtension(arena, joined, grandchild)
  return addShort(arena, joined, short)
}

function addPendingExtension(arena: NodeArena, path: Nibbles, child: PendingNode): PendingNode {
  const length = arena.itemLength(child)
  const start = arena.begin(pathCapacity(path) + length)
  const childAt = writePath(path, 0, arena.bytes, start)
  const height = arena.link(child, childAt)
  const node = arena.finish(start, childAt + length, height)
  if (height > 0) arena.setChild(node, child)
  return node
}

function addContent(
  arena: NodeArena,
  path: Nibbles,
  flag: number,
  content: Uint8Array,
): PendingNode {
  const start = arena.begin(pathCapacity(path) + content.length)
  const contentAt = writePath(path, flag, arena.bytes, start)
  arena.bytes.set(content, contentAt)
  return arena.finish(start, contentAt + content.length, 0)
}

/** At least the length of the item of a path. */
function pathCapacity(path: Nibbles): number {
  const length = 1 + (path.length >> 1)
  return prefixLength(length) + length
}
