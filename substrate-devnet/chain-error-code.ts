/**
 * Error codes of Substrate's JSON-RPC, besides those of JSON-RPC itself: each family of methods has its thousand.
 * @see https://paritytech.github.io/polkadot-sdk/master/sc_rpc_api
 * @see https://paritytech.github.io/json-rpc-interface-spec
 */
// biome-ignore format: table
export const chainErrorCode = {
  badFormat:             1001,
  verification:          1002,
  invalidTransaction:    1010,
  unknownValidity:       1011,
  temporarilyBanned:     1012,
  alreadyImported:       1013,
  priorityTooLow:        1014,
  cycleDetected:         1015,
  immediatelyDropped:    1016,
  noTags:                1019,
  /** Something that this node, alone and for development, does not do. */
  unavailable:           -32000,
  invalidBlockRange:     4001,
  invalidCount:          4002,
  /** Of the `state` family: an unknown block, a runtime call that failed. */
  state:                 4003,
  /** A runtime API behind `system`, `payment` answered with an error or not at all. */
  runtimeApi:            8002,
  chainHeadLimit:        -32800,
  chainHeadBlock:        -32801,
  chainHeadNoRuntime:    -32802,
  chainHeadNotWaiting:   -32803,
  chainHeadDuplicate:    -32804,
} as const
