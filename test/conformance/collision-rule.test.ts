import { expect, it } from 'vitest'
import { collisionRuleOf } from '../../src/conformance/collision-rule.ts'

// biome-ignore format: table
it.each([
  { info: { filledwith: 'testeth 1.5.0.dev2-52+commit.d419e0a2' },                 rule: 'codeOrNonce' },
  { info: { 'filling-transition-tool': 'evm version 1.17.10-stable' },             rule: 'codeOrNonce' },
  { info: { 'filling-transition-tool': 'evm version 1.14.4-unstable-3d8028a6' },   rule: 'codeNonceOrStorage' },
  { info: { 'filling-rpc-server': 'evm version 1.14.4-unstable-3d8028a6' },        rule: 'codeNonceOrStorage' },
  { info: { 'filling-transition-tool': 'ethereum-spec-evm-resolver 0.0.5' },       rule: 'codeNonceOrStorage' },
  { info: {},                                                                      rule: 'codeNonceOrStorage' },
])('storage at a new address, filled by $info: $rule', ({ info, rule }) => {
  expect(collisionRuleOf(info)).toBe(rule)
})
