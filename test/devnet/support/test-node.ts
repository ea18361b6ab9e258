import { type DevnetOptions, devnetSettings } from '../../../devnet/devnet-options.ts'
import { type ServedNode, serveNode } from '../../../devnet/serve-node.ts'

/** A node in this thread, on a free port, with its chain in memory unless the options say otherwise. */
export interface TestNode extends ServedNode {
  readonly notices: readonly string[]
  /** The result of a method. Fails with the error of the response. */
  rpc<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>
  /** The whole response to a body. */
  post(body: string): Promise<{ readonly status: number; readonly json: RpcResponse }>
}

export interface RpcResponse {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

/** Starts a node for a test. */
export async function startTestNode(options: DevnetOptions = {}): Promise<TestNode> {
  const notices: string[] = []
  const served = await serveNode(devnetSettings({ port: 0, ...options }), (text) =>
    notices.push(text),
  )
  const post = async (body: string) => {
    const response = await fetch(served.url, { method: 'POST', body })
    return { status: response.status, json: (await response.json()) as RpcResponse }
  }
  const rpc = async <T>(method: string, params: readonly unknown[] = []): Promise<T> => {
    const { json } = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
    if (json.error !== undefined) throw Object.assign(new Error(json.error.message), json.error)
    return json.result as T
  }
  return { ...served, notices, rpc, post }
}
