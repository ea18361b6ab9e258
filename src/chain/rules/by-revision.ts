import { type Revision, revisions } from '../../engine/revision.ts'

/** Rows of a table of rules: a revision states only what it changed, later ones inherit. Frontier states everything. */
export type RevisionTable<Row> = { readonly frontier: Row } & {
  readonly [R in Revision]?: Partial<Row>
}

/** The table with every revision's row written out. */
export function byRevision<Row extends object>(table: RevisionTable<Row>): Record<Revision, Row> {
  const resolved: Partial<Record<Revision, Row>> = {}
  let row: Row = table.frontier
  for (const revision of revisions) {
    row = { ...row, ...table[revision] }
    resolved[revision] = row
  }
  return resolved as Record<Revision, Row>
}
