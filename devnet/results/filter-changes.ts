import type { Json } from '../../src/json-rpc/json.ts'
import type { FilterChanges } from '../node/filter-registry.ts'
import { log } from './log.ts'
import { data } from './value.ts'

/** What a filter collected, as JSON: hashes or logs. */
export function filterChanges(changes: FilterChanges): Json {
  return changes.kind === 'hashes' ? changes.hashes.map(data) : changes.logs.map(log)
}
