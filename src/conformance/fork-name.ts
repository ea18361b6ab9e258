import type { Revision } from '../engine/revision.ts'

/** The names that the public Ethereum tests give to the revisions. */
// biome-ignore format: table
const forkNames: Readonly<Record<string, Revision>> = {
  Frontier:          'frontier',
  Homestead:         'homestead',
  EIP150:            'tangerineWhistle',
  EIP158:            'spuriousDragon',
  Byzantium:         'byzantium',
  Constantinople:    'constantinople',
  ConstantinopleFix: 'petersburg',
  Istanbul:          'istanbul',
  Berlin:            'berlin',
  London:            'london',
  Merge:             'paris',
  Paris:             'paris',
  Shanghai:          'shanghai',
  Cancun:            'cancun',
  Prague:            'prague',
  Osaka:             'osaka',
}

/** The revision that a public test means by `name`, undefined for a name that no revision has. */
export function revisionOfFork(name: string): Revision | undefined {
  return Object.hasOwn(forkNames, name) ? forkNames[name] : undefined
}
