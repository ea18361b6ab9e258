import type { StoreChange } from '../../state/index.ts'
import { nameOfKey } from '../key-name.ts'
import type { JournalRow } from './journal-row.ts'

/** What is left of several rows: of a node that came and went in between, nothing. */
export function pruningChanges(rows: readonly JournalRow[]): readonly StoreChange[] {
  const changes = new Map<string, StoreChange>()
  const fresh = new Set<string>() // nodes that the store does not have
  for (const { removals, insertions } of rows) {
    for (const key of removals) {
      const name = nameOfKey(key)
      if (fresh.delete(name)) changes.delete(name)
      else changes.set(name, { key, value: undefined })
    }
    for (const { key, value } of insertions) {
      const name = nameOfKey(key)
      if (!changes.has(name)) fresh.add(name)
      changes.set(name, { key, value })
    }
  }
  return [...changes.values()]
}

/** Every node that the rows brought: where nothing is forgotten, nothing is removed. */
export function archivingChanges(rows: readonly JournalRow[]): readonly StoreChange[] {
  return rows.flatMap(({ insertions }) => insertions)
}
