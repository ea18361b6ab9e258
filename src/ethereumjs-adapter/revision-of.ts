import { type Common, Hardfork } from '@ethereumjs/common'
import type { Revision } from '../engine/revision.ts'

/** The revision whose rules a hardfork of @ethereumjs/common has. Those that this engine does not know are missing. */
// biome-ignore format: table
const revisionByHardfork: Partial<Record<string, Revision>> = {
  [Hardfork.Chainstart]: 'frontier', [Hardfork.Homestead]: 'homestead', [Hardfork.Dao]: 'homestead',
  [Hardfork.TangerineWhistle]: 'tangerineWhistle', [Hardfork.SpuriousDragon]: 'spuriousDragon',
  [Hardfork.Byzantium]: 'byzantium', [Hardfork.Constantinople]: 'constantinople',
  [Hardfork.Petersburg]: 'petersburg', [Hardfork.Istanbul]: 'istanbul', [Hardfork.MuirGlacier]: 'istanbul',
  [Hardfork.Berlin]: 'berlin', [Hardfork.London]: 'london', [Hardfork.ArrowGlacier]: 'london',
  [Hardfork.GrayGlacier]: 'london', [Hardfork.MergeNetsplitBlock]: 'paris', [Hardfork.Paris]: 'paris',
  [Hardfork.Shanghai]: 'shanghai', [Hardfork.Cancun]: 'cancun', [Hardfork.Prague]: 'prague',
  [Hardfork.Osaka]: 'osaka', [Hardfork.Bpo1]: 'osaka', [Hardfork.Bpo2]: 'osaka', [Hardfork.Bpo3]: 'osaka',
  [Hardfork.Bpo4]: 'osaka', [Hardfork.Bpo5]: 'osaka',
}

/** The revision of a chain's current hardfork; undefined when single EIPs are switched on or the hardfork is unknown. */
export function revisionOf(common: Common): Revision | undefined {
  return common.eips().length === 0 ? revisionByHardfork[common.hardfork()] : undefined
}
