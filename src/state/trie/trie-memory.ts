import { KeccakArena } from '../../primitives/keccak-arena.ts'

let memory: KeccakArena | undefined

/**
 * Where tries are updated and their keys hashed: one for the thread, as an update is not interrupted by another. It
 * belongs to whoever runs, and holds nothing between two updates. Made by the first use, because its kernels take
 * milliseconds to compile and a chain without roots does without.
 */
export function trieMemory(): KeccakArena {
  memory ??= new KeccakArena()
  return memory
}
