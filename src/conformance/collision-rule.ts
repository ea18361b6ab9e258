import type { CollisionRule } from '../chain/chain-parameters.ts'

/** A release of a tool that filled vectors, and how it took storage at the address of a new contract. */
interface Filler {
  readonly tool: RegExp
  readonly collisions: CollisionRule
}

/**
 * Clients differ on an account that has storage, but neither code nor nonce: on mainnet nobody can make a contract at
 * the address of one. A vector shows what its filler does, which its `_info` names.
 */
const fillers: readonly Filler[] = [
  { tool: /^testeth /, collisions: 'codeOrNonce' }, // of 2019, before EIP-7610
  // go-ethereum looks its accounts up in a list of mainnet's: https://github.com/ethereum/go-ethereum/pull/34718
  { tool: /^evm version 1\.(?:1[7-9]|[2-9]\d)\./, collisions: 'codeOrNonce' },
]

/** The rule that a vector was filled under; EIP-7610 itself where its filler is another one. */
export function collisionRuleOf(info: Readonly<Record<string, unknown>>): CollisionRule {
  const tool = info['filling-transition-tool'] ?? info['filledwith']
  const filler = fillers.find((row) => typeof tool === 'string' && row.tool.test(tool))
  return filler?.collisions ?? 'codeNonceOrStorage'
}
