export { createGantryEvm, type GantryEvmOptions } from './create-gantry-evm.ts'
export type { GantryEvm, MessageCounts } from './gantry-evm.ts'
