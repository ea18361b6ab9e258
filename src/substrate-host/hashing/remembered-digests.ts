/** Entries of one generation; two are kept, 2 MB at most with short inputs. */
const GENERATION = 4096

/**
 * Digests of inputs that came lately, by the input as text (`nameOfKey`). A digest depends on nothing but its input, so no
 * result depends on what is remembered.
 */
export class RememberedDigests {
  #young = new Map<string, Uint8Array>()
  #old = new Map<string, Uint8Array>()

  /** The digest of the input with this name, if it is remembered. Nobody writes to it. */
  get(name: string): Uint8Array | undefined {
    const young = this.#young.get(name)
    if (young !== undefined) return young
    const old = this.#old.get(name)
    if (old !== undefined) this.set(name, old)
    return old
  }

  /** Remembers a digest. */
  set(name: string, digest: Uint8Array): void {
    this.#young.set(name, digest)
    if (this.#young.size < GENERATION) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
