/** The hardforks of Ethereum mainnet in their order, by EVMC's names (`evmc_revision`). */
export const revisions = [
  'frontier',
  'homestead',
  'tangerineWhistle',
  'spuriousDragon',
  'byzantium',
  'constantinople',
  'petersburg',
  'istanbul',
  'berlin',
  'london',
  'paris',
  'shanghai',
  'cancun',
  'prague',
  'osaka',
] as const

/** The rules a message runs under. */
export type Revision = (typeof revisions)[number]

/** Whether `revision` has the rules that came with `since`. */
export function isAtLeast(revision: Revision, since: Revision): boolean {
  return places[revision] >= places[since]
}

const places = Object.fromEntries(
  revisions.map((revision, place) => [revision, place]),
) as Readonly<Record<Revision, number>>
