import { NONE } from '../ir/successors.ts'

/** Nodes that reach each other, and others that lead to them or away. */
export interface StrongComponents {
  /** By node: the number of its component, `NONE` outside of the region. */
  readonly component: Int32Array
  readonly count: number
}

/**
 * The strong components of the nodes with `inRegion[node] === 1`, by their edges at `2 n` and `2 n + 1` of `successors`.
 * The walk's stack is its own: hostile code nests deeper than the native one.
 *
 * @see Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972)
 */
export function strongComponents(successors: Int32Array, inRegion: Uint8Array): StrongComponents {
  const walk = new Walk(successors, inRegion)
  for (let node = 0; node < inRegion.length; node++) walk.from(node)
  return { component: walk.component, count: walk.count }
}

class Walk {
  readonly component: Int32Array
  count = 0
  readonly #successors: Int32Array
  readonly #inRegion: Uint8Array
  readonly #number: Int32Array
  readonly #low: Int32Array
  /** How many edges of a node were followed. */
  readonly #edge: Uint8Array
  readonly #open: number[] = []
  readonly #path: number[] = []
  #next = 0

  constructor(successors: Int32Array, inRegion: Uint8Array) {
    this.#successors = successors
    this.#inRegion = inRegion
    this.component = new Int32Array(inRegion.length).fill(NONE)
    this.#number = new Int32Array(inRegion.length).fill(NONE)
    this.#low = new Int32Array(inRegion.length)
    this.#edge = new Uint8Array(inRegion.length)
  }

  from(root: number): void {
    if (!this.#isNew(root)) return
    this.#enter(root)
    for (let node = this.#path.at(-1); node !== undefined; node = this.#path.at(-1)) {
      const edge = this.#edge[node] as number
      if (edge === 2) this.#leave(node)
      else this.#follow(node, edge)
    }
  }

  #isNew(node: number): boolean {
    return this.#inRegion[node] === 1 && this.#number[node] === NONE
  }

  #enter(node: number): void {
    this.#number[node] = this.#next
    this.#low[node] = this.#next++
    this.#open.push(node)
    this.#path.push(node)
  }

  #follow(node: number, edge: number): void {
    this.#edge[node] = edge + 1
    const target = this.#successors[2 * node + edge] as number
    if (target === NONE || this.#inRegion[target] !== 1) return
    if (this.#isNew(target)) this.#enter(target)
    else if (this.component[target] === NONE) this.#lower(node, this.#number[target] as number)
  }

  #leave(node: number): void {
    this.#path.pop()
    const low = this.#low[node] as number
    const above = this.#path.at(-1)
    if (above !== undefined) this.#lower(above, low)
    if (low !== this.#number[node]) return
    for (;;) {
      const member = this.#open.pop() as number
      this.component[member] = this.count
      if (member === node) break
    }
    this.count++
  }

  #lower(node: number, to: number): void {
    if ((this.#low[node] as number) > to) this.#low[node] = to
  }
}
