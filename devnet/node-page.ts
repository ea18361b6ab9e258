import { toHex } from '../src/primitives/hex.ts'
import type { DevnetSettings } from './devnet-options.ts'
import type { Node } from './node/node.ts'

/** What a person reads who opens the node's URL in a browser. */
export function nodePage(node: Node, { dataFolder }: DevnetSettings): string {
  const { header, hash } = node.blocks.head
  return [
    `${node.clientVersion}: a local development chain`,
    '',
    `chain id      ${node.chainId}`,
    `latest block  ${header.number} ${toHex(hash)}`,
    `state root    ${toHex(header.stateRoot)}`,
    `base fee      ${node.fees.nextBaseFee()} wei per gas`,
    `waiting       ${node.pool.size} transactions`,
    `data          ${dataFolder ?? 'in memory'}`,
    '',
    'This URL answers Ethereum JSON-RPC by POST:',
    '  {"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}',
    '',
  ].join('\n')
}
