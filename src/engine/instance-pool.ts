import { ContractInstance } from './contract-instance.ts'

/** Instances of one code that wait for their next message: what a deep recursion leaves, within reason. */
const MAX_IDLE = 64

/**
 * The instances of one compiled contract. A message takes one and gives it back; a nested message to the same code
 * takes another.
 */
export class InstancePool {
  readonly #module: WebAssembly.Module
  readonly #imports: WebAssembly.Imports
  readonly #idle: ContractInstance[] = []
  readonly #onIdleBytes: (idleBytes: number) => void
  #idleBytes = 0

  /** @param onIdleBytes is told the memory that idle instances hold, each time it changes. */
  constructor(
    module: WebAssembly.Module,
    imports: WebAssembly.Imports,
    onIdleBytes: (idleBytes: number) => void,
  ) {
    this.#module = module
    this.#imports = imports
    this.#onIdleBytes = onIdleBytes
  }

  /** An instance in its first state. Throws what instantiation throws. */
  acquire(): ContractInstance {
    const used = this.#idle.pop()
    const instance = used ?? new ContractInstance(this.#module, this.#imports)
    instance.reset?.(used === undefined ? 0 : used.initialMemorySize)
    return instance
  }

  /** Gives an instance back whose message has ended, however it ended. */
  release(instance: ContractInstance): void {
    if (instance.reset === undefined || this.#idle.length >= MAX_IDLE) return
    if (instance.memory.size !== instance.initialMemorySize) return // Wasm memory cannot shrink
    this.#idle.push(instance)
    const bytes = this.#idle.length * instance.initialMemorySize
    // A pool is often one instance that comes and goes; only a new high is news.
    if (bytes <= this.#idleBytes) return
    this.#idleBytes = bytes
    this.#onIdleBytes(bytes)
  }
}
