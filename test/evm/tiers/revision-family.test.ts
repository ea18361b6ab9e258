import { expect, it } from 'vitest'
import { revisions } from '../../../src/engine/revision.ts'
import { revisionFamily } from '../../../src/evm/tiers/revision-family.ts'

it('names the first of the revisions with the same opcodes and prices', () => {
  const grouped = revisions.filter((revision) => revisionFamily(revision) !== revision)
  expect(grouped).toEqual(['petersburg', 'paris', 'prague'])
  expect(grouped.map(revisionFamily)).toEqual(['constantinople', 'london', 'cancun'])
})
