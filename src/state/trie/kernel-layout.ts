import { KECCAK_PADDING, keccakMemory } from '../../primitives/keccak256.ts'
import { HASH_LENGTH } from './trie-node.ts'

// How an update divides the memory of the hash kernel, where nodes are encoded so that hashing copies nothing.

/** A frame holds one branch: at most 532 bytes, and the padding behind it. */
export const FRAME_LENGTH = 704
/** A path of 64 nibbles passes 64 branches; two more frames take what is above and beside them. */
export const FRAMES = 66
/** Longest header of a list in a frame. */
export const HEADER_LENGTH = 3

/** Where leaves and extensions are encoded, which need no frame as nothing lies open while they are written. */
export const SHORT_NODE_AT: number = FRAME_LENGTH * FRAMES
const SHORT_NODE_LENGTH = 1024
/** Longest value of a leaf that is encoded there; the path takes at most 34 bytes, headers six. */
export const MAX_SHORT_VALUE: number = SHORT_NODE_LENGTH - KECCAK_PADDING - 64

/** Where `sealNode` encodes, and the longest node that fits with its padding and its hash. */
export const SEAL_AT: number = SHORT_NODE_AT + SHORT_NODE_LENGTH
export const MAX_SEALED: number = keccakMemory.length - SEAL_AT - KECCAK_PADDING - HASH_LENGTH
