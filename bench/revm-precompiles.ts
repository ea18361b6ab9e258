import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A call of a precompile, by its address as a number. */
export interface PrecompileCall {
  readonly name: string
  readonly number: number
  readonly input: Uint8Array
}

const PROGRAM = fileURLToPath(new URL('./peers/build/revm-precompiles', import.meta.url))

/**
 * Nanoseconds that revm's own precompiles take for the same calls, by name, in a process that runs before ours; a reason
 * when the program is not built.
 */
export function timeRevm(
  calls: readonly PrecompileCall[],
): ReadonlyMap<string, number> | { readonly missing: string } {
  if (!existsSync(PROGRAM)) {
    return { missing: 'revm is not built: bench/peers/build.sh precompiles (needs cargo)' }
  }
  const lines = calls.map(
    ({ name, number, input }) => `${name}\t${number}\t${Buffer.from(input).toString('hex')}`,
  )
  const { status, stdout, stderr } = spawnSync(PROGRAM, {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`revm's precompiles ended with ${status}: ${stderr}`)
  const times = stdout.trim().split('\n').map(timeOf)
  return new Map(times.filter((entry) => entry !== undefined))
}

function timeOf(line: string): readonly [string, number] | undefined {
  const [name = '', time] = line.split('\t')
  const nanoseconds = Number(time)
  return Number.isFinite(nanoseconds) ? [name, nanoseconds] : undefined
}
