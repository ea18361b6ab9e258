import type { Common } from '@ethereumjs/common'
import type { EVM, EVMRunCallOpts, EVMRunCodeOpts } from '@ethereumjs/evm'
import type { BlockContext } from '../chain/block-context.ts'
import {
  type ChainParameters,
  DEFAULT_STACK_HEIGHT,
  ethereumCodeLimits,
} from '../chain/chain-parameters.ts'
import type { TxContext } from '../engine/host.ts'
import type { Message } from '../engine/message.ts'
import { type Address, address, ZERO_ADDRESS } from '../primitives/address.ts'
import { toBytes32 } from '../primitives/big-endian.ts'
import { type Bytes32, bytes32, type Hash, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { fromHex } from '../primitives/hex.ts'

type TheirAddress = EVMRunCallOpts['caller']
type TheirBlock = NonNullable<EVMRunCallOpts['block']>

/** What `runCall` and `runCode` have in common. */
export type RunOptions = EVMRunCallOpts | EVMRunCodeOpts

/** Gas of a message that names none. */
const DEFAULT_GAS = 0xffffffn
const NOTHING = new Uint8Array(0)
/** No code is larger: for users who want no limit. */
const UNLIMITED = Number.MAX_SAFE_INTEGER

/** Their address as one of ours; zero where there is none. */
export function ownAddress(theirs: TheirAddress): Address {
  return theirs === undefined ? ZERO_ADDRESS : address(theirs.bytes)
}

/** The block that a message runs in; `getBlockHash` answers for earlier ones. */
export function blockContextOf(
  evm: EVM,
  block: TheirBlock | undefined,
  getBlockHash: (number: bigint) => Hash,
): BlockContext {
  const header = block?.header
  const { common } = evm
  return {
    chain: chainOf(evm),
    number: header?.number ?? 0n,
    timestamp: header?.timestamp ?? 0n,
    coinbase: ownAddress(header?.coinbase),
    gasLimit: header?.gasLimit ?? 0n,
    prevRandao: header === undefined ? ZERO_BYTES32 : randaoOf(common, header),
    baseFee: header?.baseFeePerGas ?? 0n,
    blobBaseFee: (common.isActivatedEIP(4844) ? header?.getBlobGasPrice() : undefined) ?? 0n,
    getBlockHash,
  }
}

/** What contracts see of the transaction, over a block. */
export function txContextOf(block: BlockContext, opts: RunOptions): TxContext {
  return {
    gasPrice: opts.gasPrice ?? 0n,
    origin: ownAddress(opts.origin ?? opts.caller),
    coinbase: block.coinbase,
    blockNumber: block.number,
    timestamp: block.timestamp,
    blockGasLimit: block.gasLimit,
    prevRandao: block.prevRandao,
    chainId: block.chain.chainId,
    baseFee: block.baseFee,
    blobBaseFee: block.blobBaseFee,
    blobHashes: opts.blobVersionedHashes?.map((hash) => bytes32(fromHex(hash))) ?? [],
    maxInitCodeSize: block.chain.maxInitCodeSize,
  }
}

/** The message that they are asked to run: a create when it names no recipient. */
export function messageOf(opts: EVMRunCallOpts): Message {
  const recipient = ownAddress(opts.to)
  const created = opts.salt === undefined ? 'create' : 'create2'
  return {
    kind: opts.to === undefined ? created : 'call',
    isStatic: opts.isStatic ?? false,
    depth: 0,
    gas: opts.gasLimit ?? DEFAULT_GAS,
    recipient,
    sender: ownAddress(opts.caller),
    codeAddress: recipient,
    value: opts.value ?? 0n,
    input: opts.data ?? NOTHING,
    create2Salt: opts.salt === undefined ? undefined : bytes32(opts.salt),
    stackLeft: DEFAULT_STACK_HEIGHT,
  }
}

function chainOf(evm: EVM): ChainParameters {
  const { maxCodeSize, maxInitCodeSize } = ethereumCodeLimits
  return {
    chainId: evm.common.chainId(),
    maxCodeSize: evm.allowUnlimitedContractSize ? UNLIMITED : maxCodeSize,
    maxInitCodeSize: evm.allowUnlimitedInitCodeSize ? UNLIMITED : maxInitCodeSize,
    stackHeight: DEFAULT_STACK_HEIGHT,
  }
}

/** EIP-4399: what DIFFICULTY reads from Paris on. A header refuses to tell what it has not. */
function randaoOf(common: Common, header: TheirBlock['header']): Bytes32 {
  return common.isActivatedEIP(4399) ? bytes32(header.prevRandao) : toBytes32(header.difficulty)
}
