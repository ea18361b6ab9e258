export { type SubstrateDevnetHandle, startSubstrateDevnet } from './start-substrate-devnet.ts'
export type { StartedFacts } from './started-facts.ts'
export { SubstrateDevnetError } from './substrate-devnet-error.ts'
export type { SubstrateDevnetOptions } from './substrate-devnet-options.ts'
