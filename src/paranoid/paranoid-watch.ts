import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BlockContext } from '../chain/block-context.ts'
import type { ExecutionWatch, TransactionExecution } from '../chain/transition/execution-watch.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { toHex } from '../primitives/hex.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import { type TierMachines, tierDifferences } from './execute-on-tiers.ts'
import { toPlainJson } from './plain-json.ts'
import { RecordingView } from './recording-view.ts'
import { TierDifferenceError } from './tier-difference-error.ts'
import type { TransactionCase } from './transaction-case.ts'

export interface ParanoidOptions {
  /** Folder for what shows a difference; made when there is one. */
  readonly folder: string
  /** Is given the first difference. What it throws ends the transaction, of which nothing is kept. */
  readonly onDifference: (difference: TierDifferenceError) => void
}

/** A watch that executes every transaction again, on both tiers, until they differ for the first time. */
export function paranoidWatch(machines: TierMachines, options: ParanoidOptions): ExecutionWatch {
  let isOver = false
  return (execution) => {
    if (isOver) return
    const view = new RecordingView(execution.view)
    const blockHashes = new Map<bigint, Hash | undefined>()
    const block = recordingBlock(execution.block, blockHashes)
    const differences = tierDifferences({ ...execution, view, block }, machines)
    if (differences.length === 0) return
    const found = caseOf(execution, view, blockHashes)
    isOver = true
    options.onDifference(new TierDifferenceError(differences, write(found, options.folder)))
  }
}

function recordingBlock(block: BlockContext, hashes: Map<bigint, Hash | undefined>): BlockContext {
  return {
    ...block,
    getBlockHash(number) {
      const hash = block.getBlockHash(number)
      hashes.set(number, hash)
      return hash
    },
  }
}

function caseOf(
  { revision, block, sent }: TransactionExecution,
  view: RecordingView,
  hashes: ReadonlyMap<bigint, Hash | undefined>,
): TransactionCase {
  const { getBlockHash: _, ...context } = block
  return {
    revision,
    block: context,
    blockHashes: [...hashes].map(([number, hash]) => ({ number, hash })),
    sent,
    accounts: view.accounts(),
  }
}

/** Writes the case under a name that its content has. */
function write(found: TransactionCase, folder: string): string {
  const text = `${toPlainJson(found)}\n`
  mkdirSync(folder, { recursive: true })
  const name = toHex(keccak256(Buffer.from(text))).slice(2, 14)
  const file = join(folder, `tiers-differ-${name}.json`)
  writeFileSync(file, text)
  return file
}
