import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** An engine of the benchmark: how its process is started. See bench/peers/README.md. */
export interface Engine {
  readonly name: string
  readonly command: readonly [string, ...(readonly string[])]
  /** Where it lies once it is built; undefined for what needs no building. */
  readonly built?: URL
  /** Its program may take seconds a call: two rounds at most then. */
  readonly isSlow?: boolean
}

const peers = new URL('../peers/', import.meta.url)
const path = (file: string): string => fileURLToPath(new URL(file, peers))
const script = (file: string, ...args: readonly string[]): Engine['command'] => [
  process.execPath,
  '--import',
  'tsx',
  path(file),
  ...args,
]
const binary = (file: string): Pick<Engine, 'command' | 'built'> => ({
  command: [path(file)],
  built: new URL(file, peers),
})

/** This engine's tiers first. */
export const engines: readonly Engine[] = [
  { name: 'first', command: script('gantry/main.ts', 'first') },
  { name: 'compiled', command: script('gantry/main.ts', 'compiled') },
  { name: 'revm', ...binary('build/revm') },
  { name: 'geth', ...binary('build/geth') },
  {
    name: 'edr',
    command: script('edr/main.ts'),
    built: new URL('build/edr/node_modules/', peers),
  },
  { name: 'ethereumjs', command: script('ethereumjs/main.ts'), isSlow: true },
]

/** Names of our own columns. */
export const ownEngines: readonly string[] = ['first', 'compiled']

/** Whether the engine can be started. */
export function isBuilt({ built }: Engine): boolean {
  return built === undefined || existsSync(built)
}
