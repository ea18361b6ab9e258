import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'

/** `gantry devnet` as a process of its own, started like a user starts it. */
export interface GantryProcess {
  readonly url: string
  readonly process: ChildProcess
  /** What it has written so far, to both of its outputs. */
  output(): string
  /** The exit code, or the signal that ended it; waits until it has ended. */
  ended(): Promise<number | NodeJS.Signals>
}

const START_LIMIT_MS = 60_000

/**
 * Starts `gantry devnet` and waits for its URL.
 * @throws Error with the output when the process ends before it has one
 */
export function startGantry(...args: readonly string[]): Promise<GantryProcess> {
  return whenStarted(spawn(process.execPath, commandLine(args)))
}

/**
 * Starts `gantry substrate` and waits for its URL.
 * @throws Error with the output when the process ends before it has one
 */
export function startSubstrate(...args: readonly string[]): Promise<GantryProcess> {
  const line = ['bin/gantry.mjs', 'substrate', '--port', '0', ...args]
  return whenStarted(spawn(process.execPath, line))
}

/** The same, where no file may become longer than so many blocks of 512 bytes. */
export function startLimitedGantry(
  fileBlocks: number,
  ...args: readonly string[]
): Promise<GantryProcess> {
  const script = `ulimit -f ${fileBlocks}; exec "$0" "$@"`
  return whenStarted(spawn('sh', ['-c', script, process.execPath, ...commandLine(args)]))
}

function commandLine(args: readonly string[]): string[] {
  return ['bin/gantry.mjs', 'devnet', '--port', '0', ...args]
}

async function whenStarted(child: ChildProcessWithoutNullStreams): Promise<GantryProcess> {
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const started: GantryProcess = {
    url: '',
    process: child,
    output: () => text,
    ended: async () => {
      const [code, signal] = await exit
      return signal ?? code ?? 0
    },
  }
  const deadline = Date.now() + START_LIMIT_MS
  while (Date.now() < deadline) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
    if (url !== undefined) return { ...started, url }
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`gantry did not start:\n${text}`)
}

/** The result of an RPC method. Fails with the error of the response. */
export async function rpc<T = unknown>(
  url: string,
  method: string,
  params: readonly unknown[] = [],
): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', body })
  const { result, error } = (await response.json()) as {
    readonly result: T
    readonly error?: { readonly message: string }
  }
  if (error !== undefined) throw Object.assign(new Error(error.message), error)
  return result
}
