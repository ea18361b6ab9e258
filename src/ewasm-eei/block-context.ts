import type { EwasmFrame } from './ewasm-frame.ts'

/**
 * EEI `getBlockHash`: writes the hash of one of the 256 most recent complete blocks (32 bytes).
 *
 * `number` is unsigned: a negative one is a block far in the future.
 * @returns 0, or 1 when there is no such hash; memory stays as it was then.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblockhash
 */
export function getBlockHash(frame: EwasmFrame, number: bigint, resultOffset: number): number {
  frame.takeGas(frame.costs.blockHash)
  const hash = number < 0n ? undefined : frame.host.getBlockHash(number)
  if (hash === undefined) return 1
  frame.memory.write(resultOffset >>> 0, hash)
  return 0
}

/**
 * EEI `getBlockCoinbase`: writes the block's beneficiary (20 bytes).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblockcoinbase
 */
export function getBlockCoinbase(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.write(resultOffset >>> 0, frame.host.getTxContext().coinbase)
}

/**
 * EEI `getBlockDifficulty`: writes the difficulty (u256); after Paris the RANDAO mix (EIP-4399).
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblockdifficulty
 */
export function getBlockDifficulty(frame: EwasmFrame, resultOffset: number): void {
  frame.takeGas(frame.costs.base)
  frame.memory.writeReversed(resultOffset >>> 0, frame.host.getTxContext().prevRandao)
}

/**
 * EEI `getBlockGasLimit`.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblockgaslimit
 */
export function getBlockGasLimit(frame: EwasmFrame): bigint {
  frame.takeGas(frame.costs.base)
  return frame.host.getTxContext().blockGasLimit
}

/**
 * EEI `getBlockNumber`.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblocknumber
 */
export function getBlockNumber(frame: EwasmFrame): bigint {
  frame.takeGas(frame.costs.base)
  return frame.host.getTxContext().blockNumber
}

/**
 * EEI `getBlockTimestamp`: seconds since the Unix epoch.
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md#getblocktimestamp
 */
export function getBlockTimestamp(frame: EwasmFrame): bigint {
  frame.takeGas(frame.costs.base)
  return frame.host.getTxContext().timestamp
}
