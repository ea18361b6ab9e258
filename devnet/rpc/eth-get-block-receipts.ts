import { required } from '../../src/json-rpc/method.ts'
import { blockId } from '../params/block-id.ts'
import { receipt } from '../results/receipt.ts'
import { listOf, nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBlockReceipts`: the receipts of all transactions of a block; null when there is no such block.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getBlockReceipts = method({
  name: 'eth_getBlockReceipts',
  params: [required('block', blockId)],
  result: nullable(listOf(receipt)),
  handle: (node, [id]) => node.blocks.receiptsOf(id),
})
