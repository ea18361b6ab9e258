import type { FunctionSummary } from './function-summary.ts'

/**
 * Units that may pass between two checks without a loop: about a hundred thousand instructions, less than 0.1 ms.
 * What may run after the gas is gone is bounded by it.
 */
const UNCHECKED_UNITS = 10_000_000

/** The calls of a module: nodes are its local functions, and one more that stands for "any function in a table". */
interface CallGraph {
  readonly size: number
  readonly edges: readonly (readonly number[])[]
  /** The node of indirect calls. */
  readonly indirect: number
}

/** What the calls of a module say about its local functions, by their positions. */
export interface CallPlan {
  /** Which of them check their gas at entry. */
  readonly checks: readonly boolean[]
  /** All of them, callees before callers where no cycle prevents it. */
  readonly calleesFirst: readonly number[]
}

/**
 * Which local functions check their gas at entry: those on a cycle of calls, because a recursion has no back edge to
 * check at, and those whose check-free path, callees included, would be too long, because calls without cycles still
 * grow exponentially.
 *
 * @param addressTaken positions of functions that an indirect call may reach; empty when indirect calls check.
 */
export function planCalls(
  summaries: readonly FunctionSummary[],
  importedFunctions: number,
  addressTaken: readonly number[],
): CallPlan {
  const indirect = summaries.length
  const edges = summaries.map(({ callees, callsIndirectly }) => {
    const local = callees.flatMap((index) =>
      index >= importedFunctions ? [index - importedFunctions] : [],
    )
    return callsIndirectly ? [...local, indirect] : local
  })
  const graph: CallGraph = { size: indirect + 1, edges: [...edges, addressTaken], indirect }
  const checks = Array<boolean>(graph.size).fill(false)
  const freeUnits = Array<number>(graph.size).fill(0)
  const components = componentsCalleesFirst(graph)
  for (const component of components) {
    const [first = 0] = component
    const isCycle =
      component.length > 1 || (graph.edges[first] as readonly number[]).includes(first)
    for (const node of component) {
      const units = isCycle ? 0 : unitsOf(graph, node, summaries, freeUnits)
      checks[node] = isCycle || units > UNCHECKED_UNITS
      freeUnits[node] = checks[node] ? 0 : units
    }
  }
  const calleesFirst = components.flat().filter((node) => node !== indirect)
  return { checks: checks.slice(0, indirect), calleesFirst }
}

/** Check-free units of a call of `node`; its callees are known. */
function unitsOf(
  { edges, indirect }: CallGraph,
  node: number,
  summaries: readonly FunctionSummary[],
  freeUnits: readonly number[],
): number {
  const callees = (edges[node] as readonly number[]).map((callee) => freeUnits[callee] as number)
  if (node === indirect) return callees.reduce((most, units) => Math.max(most, units), 0)
  const own = summaries[node]?.units ?? 0
  return callees.reduce((sum, units) => sum + units, own)
}

/** Strongly connected components, callees before callers (Tarjan 1972), with an explicit stack. */
function componentsCalleesFirst({ size, edges }: CallGraph): readonly (readonly number[])[] {
  const components: number[][] = []
  const order = new Int32Array(size).fill(-1)
  const low = new Int32Array(size)
  const nextEdge = new Int32Array(size)
  const onStack = new Uint8Array(size)
  const stack: number[] = []
  let visited = 0
  const visit = (root: number): void => {
    const path = [root]
    while (path.length > 0) {
      const node = path[path.length - 1] as number
      if (order[node] === -1) {
        order[node] = low[node] = visited++
        stack.push(node)
        onStack[node] = 1
      }
      const callee = (edges[node] as readonly number[])[nextEdge[node] as number]
      if (callee !== undefined) {
        nextEdge[node] = (nextEdge[node] as number) + 1
        if (order[callee] === -1) path.push(callee)
        else if (onStack[callee] === 1) lower(low, node, order[callee] as number)
        continue
      }
      path.pop()
      const caller = path[path.length - 1]
      if (caller !== undefined) lower(low, caller, low[node] as number)
      if (low[node] === order[node]) components.push(popComponent(stack, onStack, node))
    }
  }
  for (let node = 0; node < size; node++) if (order[node] === -1) visit(node)
  return components
}

function lower(low: Int32Array, node: number, value: number): void {
  if (value < (low[node] as number)) low[node] = value
}

function popComponent(stack: number[], onStack: Uint8Array, root: number): number[] {
  const component = stack.splice(stack.lastIndexOf(root))
  for (const node of component) onStack[node] = 0
  return component
}
