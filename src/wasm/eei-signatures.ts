// A declared table: exempt from the limit on lines.
import { type FuncType, valueType } from './module.ts'

const { i32, i64 } = valueType

function signature(params: FuncType['params'], ...results: FuncType['results']): FuncType {
  return { params, results }
}

/**
 * The functions of the Ethereum Environment Interface that a contract may import from `ethereum`, with their types.
 *
 * `create2` is not in the text of the specification: it is `create` with the salt before the result, as ewasm/design
 * issue 183 proposes. `transfer` is in the text, no engine ever had it, and it is left out: docs/decisions/ewasm-profile.md.
 *
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md
 */
// biome-ignore format: table
export const eeiSignatures = {
  useGas:              signature([i64]),
  getAddress:          signature([i32]),
  getExternalBalance:  signature([i32, i32]),
  getBlockHash:        signature([i64, i32], i32),
  call:                signature([i64, i32, i32, i32, i32], i32),
  callDataCopy:        signature([i32, i32, i32]),
  getCallDataSize:     signature([], i32),
  callCode:            signature([i64, i32, i32, i32, i32], i32),
  callDelegate:        signature([i64, i32, i32, i32], i32),
  callStatic:          signature([i64, i32, i32, i32], i32),
  storageStore:        signature([i32, i32]),
  storageLoad:         signature([i32, i32]),
  getCaller:           signature([i32]),
  getCallValue:        signature([i32]),
  codeCopy:            signature([i32, i32, i32]),
  getCodeSize:         signature([], i32),
  getBlockCoinbase:    signature([i32]),
  create:              signature([i32, i32, i32, i32], i32),
  create2:             signature([i32, i32, i32, i32, i32], i32), // valueOffset, dataOffset, dataLength, saltOffset, resultOffset
  getBlockDifficulty:  signature([i32]),
  externalCodeCopy:    signature([i32, i32, i32, i32]),
  getExternalCodeSize: signature([i32], i32),
  getGasLeft:          signature([], i64),
  getBlockGasLimit:    signature([], i64),
  getTxGasPrice:       signature([i32]),
  log:                 signature([i32, i32, i32, i32, i32, i32, i32]),
  getBlockNumber:      signature([], i64),
  getTxOrigin:         signature([i32]),
  finish:              signature([i32, i32]),
  revert:              signature([i32, i32]),
  getReturnDataSize:   signature([], i32),
  returnDataCopy:      signature([i32, i32, i32]),
  selfDestruct:        signature([i32]),
  getBlockTimestamp:   signature([], i64),
} as const satisfies Readonly<Record<string, FuncType>>
export type EeiFunctionName = keyof typeof eeiSignatures

/**
 * The functions of the `debug` namespace, for the debug profile only. `evmTrace` is Hera's: what evm2wasm calls.
 *
 * @see https://github.com/ewasm/design/blob/master/contract_interface.md#debug-mode
 */
// biome-ignore format: table
export const debugSignatures = {
  print32:         signature([i32]),
  print64:         signature([i64]),
  printMem:        signature([i32, i32]),
  printMemHex:     signature([i32, i32]),
  printStorage:    signature([i32]),
  printStorageHex: signature([i32]),
  evmTrace:        signature([i32, i32, i32, i32]),
} as const satisfies Readonly<Record<string, FuncType>>
export type DebugFunctionName = keyof typeof debugSignatures
