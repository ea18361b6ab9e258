import { BYTES32_LENGTH, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import type { EvmFrame } from './evm-frame.ts'

/** `HostFunction` of a frame. */
export type FrameFunction = (frame: EvmFrame, top: number) => number

/** The message, the transaction and the block. */
// biome-ignore format: table
export const contextFunctions = {
  ADDRESS:     ({ memory, message }, top) => done(memory.writeAddress(top, message.recipient)),
  CALLER:      ({ memory, message }, top) => done(memory.writeAddress(top, message.sender)),
  CALLVALUE:   ({ memory, message }, top) => done(memory.writeWord(top, message.value)),
  ORIGIN:      ({ memory, txContext }, top) => done(memory.writeAddress(top, txContext.origin)),
  GASPRICE:    ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.gasPrice)),
  COINBASE:    ({ memory, txContext }, top) => done(memory.writeAddress(top, txContext.coinbase)),
  TIMESTAMP:   ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.timestamp)),
  NUMBER:      ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.blockNumber)),
  PREVRANDAO:  ({ memory, txContext }, top) => done(memory.write(top, txContext.prevRandao)),
  GASLIMIT:    ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.blockGasLimit)),
  CHAINID:     ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.chainId)),
  BASEFEE:     ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.baseFee)),
  BLOBBASEFEE: ({ memory, txContext }, top) => done(memory.writeWord(top, txContext.blobBaseFee)),
  BLOBHASH:    ({ memory, txContext }, top) => {
    const index = memory.word(top)
    const { blobHashes } = txContext
    const hash = index < BigInt(blobHashes.length) ? blobHashes[Number(index)] : undefined
    return done(memory.write(top, hash ?? ZERO_BYTES32))
  },
  BLOCKHASH:   ({ memory, host }, top) => {
    const hash = host.getBlockHash(memory.word(top))
    return done(memory.write(top, hash ?? ZERO_BYTES32))
  },
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>

/** Base gas is all that these cost. */
function done(_written: unknown): number {
  return 0
}

/** Bytes of a stack slot. */
export const SLOT = BYTES32_LENGTH
