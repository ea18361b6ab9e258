import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { Address } from '../../primitives/address.ts'
import { address } from '../../primitives/address.ts'
import { fromHex } from '../../primitives/hex.ts'
import { type OverlayView, State } from '../../state/index.ts'
import { TransactionHost } from '../message/transaction-host.ts'
import { contractRules } from '../rules/contract-rules.ts'
import type { BlockFoldOptions } from './block-fold.ts'

const SYSTEM_ADDRESS = address(fromHex('0xfffffffffffffffffffffffffffffffffffffffe'))
const SYSTEM_CALL_GAS = 30_000_000n

/**
 * Calls a contract on the protocol's behalf: no gas is bought or counted, and the caller's account is not touched. What
 * it did is applied to `overlay` when it succeeded.
 * @returns undefined when there is no contract
 * @see https://eips.ethereum.org/EIPS/eip-4788
 */
export function systemCall(
  overlay: OverlayView,
  { context, revision, machine }: Omit<BlockFoldOptions, 'view'>,
  contract: Address,
  input: Uint8Array,
): ExecutionResult | undefined {
  const state = new State(overlay, machine.codes)
  if (state.code(contract).bytes.length === 0) return undefined
  const host = new TransactionHost({
    state,
    block: context,
    revision,
    machine,
    txContext: {
      gasPrice: 0n,
      origin: SYSTEM_ADDRESS,
      coinbase: context.coinbase,
      blockNumber: context.number,
      timestamp: context.timestamp,
      blockGasLimit: context.gasLimit,
      prevRandao: context.prevRandao,
      chainId: context.chain.chainId,
      baseFee: context.baseFee,
      blobBaseFee: context.blobBaseFee,
      blobHashes: [],
      maxInitCodeSize: context.chain.maxInitCodeSize,
    },
  })
  const result = host.call({
    kind: 'call',
    isStatic: false,
    depth: 0,
    gas: SYSTEM_CALL_GAS,
    recipient: contract,
    sender: SYSTEM_ADDRESS,
    codeAddress: contract,
    value: 0n,
    input,
    create2Salt: undefined,
    stackLeft: context.chain.stackHeight,
  })
  const { touchedEmpty } = contractRules[revision]
  overlay.apply(state.finish({ deleteTouchedEmpty: touchedEmpty === 'deleted' ? 'yes' : 'no' }))
  return result
}
