import { readFile } from 'node:fs/promises'
import type { Genesis } from '../../src/substrate-host/genesis/genesis-state.ts'
import { gantryRuntimeFile } from '../../src/substrate-pallet-bridge/gantry-runtime.ts'
import { SubstrateDevnetError } from '../substrate-devnet-error.ts'
import type { SubstrateDevnetSettings } from '../substrate-devnet-options.ts'

/**
 * What block 0 is made of, read from the files of the settings.
 * @throws SubstrateDevnetError when one cannot be read
 */
export async function genesisSource(settings: SubstrateDevnetSettings): Promise<Genesis> {
  const { runtimeFile, genesisFile, preset } = settings
  const code = await read(runtimeFile ?? gantryRuntimeFile(), 'runtime')
  if (genesisFile === undefined) return { code, config: { kind: 'preset', name: preset } }
  const patch = await read(genesisFile, 'genesis')
  return { code, config: { kind: 'patch', json: Buffer.from(patch).toString() } }
}

async function read(file: string | URL, what: string): Promise<Uint8Array> {
  try {
    return Uint8Array.from(await readFile(file))
  } catch (error) {
    throw new SubstrateDevnetError(`The ${what} cannot be read.`, String(error))
  }
}
