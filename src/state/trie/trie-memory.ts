import { KeccakArena } from '../../primitives/keccak-arena.ts'

/**
 * Where tries are updated and their keys hashed: one for the thread, as an update is not interrupted by another. It belongs to
 * whoever runs, and holds nothing between two updates.
 */
export const trieMemory: KeccakArena = new KeccakArena()
