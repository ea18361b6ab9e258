import type { JsonObject } from '../../src/json-rpc/json.ts'

/** What a wallet wants to know of a chain and no runtime says. */
export interface ChainSpec {
  /** Such as `Gantry Development`. */
  readonly name: string
  /** `ss58Format`, `tokenDecimals`, `tokenSymbol`. */
  readonly properties: JsonObject
}
