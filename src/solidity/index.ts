export type { Abi, AbiEntry, AbiParameter } from './abi.ts'
export {
  type CodeTarget,
  compileSolidity,
  SOLC_VERSION,
  type SolidityInput,
  type SolidityOutput,
} from './compile-solidity.ts'
export type { CompiledContract } from './compiled-contract.ts'
export { SolidityError, UnsupportedContractError } from './solidity-error.ts'
