import type { Revision } from '../../engine/revision.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { toHex } from '../../primitives/hex.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import type { ChainConfig } from '../chain-config.ts'
import { revisionAt } from '../fork-schedule.ts'
import { blockRules } from '../rules/block-rules.ts'
import type { BlockRecord } from '../store/block-record.ts'
import type { Block } from './block.ts'
import type { BlockRefusal } from './block-refusal.ts'
import { checkHeader, mismatch } from './check-header.ts'
import { headerHash, headerItem } from './encode-header.ts'
import type { BlockHeader } from './header.ts'

const MOST_OMMERS = 2
/** How many blocks back the parent of an ommer may be. */
const GENERATIONS = 7

/** The chain that a block's ommers are looked up in. */
export interface Ancestry {
  readonly config: ChainConfig
  blockByHash(hash: Hash): BlockRecord | undefined
}

/**
 * The first rule that a block's ommers break: headers of other children of its last ancestors, at most two, that no
 * ancestor has named before. Undefined when they break none.
 * @see Yellow Paper, section 11.1
 */
export function checkOmmers(
  { header, ommers }: Block,
  revision: Revision,
  ancestry: Ancestry,
): BlockRefusal | undefined {
  const hash = toHex(keccak256(encodeRlp(ommers.map(headerItem))))
  const claimed = toHex(header.ommersHash)
  if (claimed !== hash)
    return mismatch('WRONG_OMMERS_HASH', 'The hash of the ommers', hash, claimed)
  if (ommers.length === 0) return undefined
  const isMined = ancestry.config.proofOfWork !== undefined
  if (!isMined || blockRules[revision].seal === 'none') {
    const message = 'The block has ommers, but there is no proof of work.'
    return { code: 'OMMERS_NOT_ALLOWED', message, actual: BigInt(ommers.length) }
  }
  if (ommers.length > MOST_OMMERS) {
    const message = `The block has ${ommers.length} ommers, at most ${MOST_OMMERS} are allowed.`
    return { code: 'INVALID_OMMER', message, actual: BigInt(ommers.length) }
  }
  return checkEach(header, ommers, ancestry)
}

function checkEach(
  header: BlockHeader,
  ommers: readonly BlockHeader[],
  ancestry: Ancestry,
): BlockRefusal | undefined {
  const ancestors = ancestorsOf(header, ancestry)
  const taken = new Set(
    ancestors.flatMap(({ hash, ommers: past }) => [hash, ...past.map(headerHash)]).map(toHex),
  )
  for (const ommer of ommers) {
    const name = toHex(headerHash(ommer))
    if (taken.has(name)) return invalid(`The ommer ${name} is an ancestor, or was named before.`)
    taken.add(name)
    // The first ancestor is the block's own parent: its other children are siblings.
    const parent = ancestors.slice(1).find(({ hash }) => equalBytes(hash, ommer.parentHash))
    if (parent === undefined) return invalid(`The parent of the ommer ${name} is no ancestor.`)
    const refusal = checkHeader(parent.header, ommer, settingOf(ommer, ancestry.config))
    if (refusal !== undefined) return invalid(`The ommer ${name} is not valid: ${refusal.message}`)
  }
  return undefined
}

function settingOf({ number, timestamp }: BlockHeader, chain: ChainConfig) {
  return { chain, revision: revisionAt(chain.forks, number, timestamp) }
}

/** The block's parent, its parent and so on, as far as ommers may reach. */
function ancestorsOf(header: BlockHeader, { blockByHash }: Ancestry): readonly BlockRecord[] {
  const ancestors: BlockRecord[] = []
  let block = blockByHash(header.parentHash)
  while (block !== undefined && ancestors.length < GENERATIONS) {
    ancestors.push(block)
    block = blockByHash(block.header.parentHash)
  }
  return ancestors
}

function invalid(message: string): BlockRefusal {
  return { code: 'INVALID_OMMER', message }
}
