import { readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeFolder } from '../../src/node-thread/make-folder.ts'
import { DevnetError } from '../devnet-error.ts'
import type { DevnetSettings } from '../devnet-options.ts'

/** Version of the folder's layout. */
const FORMAT = 1

/** What a chain is made with and cannot be changed afterwards, as the folder's `devnet.json` has it. */
type Description = Readonly<Record<string, string | number>>

/** Where the parts of a chain's data are. */
export interface DataFolder {
  readonly chain: string
  readonly codeCache: string
}

/**
 * Makes the folder for a chain with these settings, or finds that it is one of a chain with the same.
 * @throws DevnetError when it holds another chain, or cannot be read or made
 */
export async function openDataFolder(
  folder: string,
  settings: DevnetSettings,
): Promise<DataFolder> {
  const wanted = describeChain(settings)
  const file = join(resolve(folder), 'devnet.json')
  const found = await readDescription(file)
  if (found === undefined) await writeDescription(resolve(folder), file, wanted)
  else compare(folder, found, wanted)
  return { chain: join(folder, 'chain'), codeCache: join(folder, 'code-cache') }
}

function describeChain(settings: DevnetSettings): Description {
  return {
    format: FORMAT,
    chainId: Number(settings.chainId),
    blockGasLimit: Number(settings.blockGasLimit),
    mnemonic: settings.mnemonic,
    accounts: settings.accounts,
    balance: settings.balance.toString(),
  }
}

function compare(folder: string, found: Description, wanted: Description): void {
  const different = Object.keys(wanted).filter((name) => found[name] !== wanted[name])
  if (different.length === 0) return
  const differences = different.map((name) => `${name} ${found[name]} instead of ${wanted[name]}`)
  throw new DevnetError(
    `The data in ${folder} is of another chain: it has ${differences.join(', ')}.`,
    'Start the node with the options that the chain was made with, or in another folder.',
  )
}

async function readDescription(file: string): Promise<Description | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw unusable(file, error)
  }
  try {
    return { ...JSON.parse(text) }
  } catch (error) {
    throw unusable(file, error)
  }
}

/** All of the file or nothing: a node that is killed here finds an empty folder next time. */
async function writeDescription(folder: string, file: string, content: Description): Promise<void> {
  try {
    await makeFolder(folder)
    await writeFile(`${file}.new`, `${JSON.stringify(content, undefined, 2)}\n`)
    await rename(`${file}.new`, file)
  } catch (error) {
    throw unusable(file, error)
  }
}

function unusable(file: string, error: unknown): DevnetError {
  return new DevnetError(
    `${file} cannot be used.`,
    `${error}\nGive the node another folder with --data, or run it with --memory.`,
  )
}
