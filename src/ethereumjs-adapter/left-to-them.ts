import type { EVM, EVMOpts, EVMRunCallOpts, EVMRunCodeOpts } from '@ethereumjs/evm'

/** What an `EVM` was made with, and a part of its type that it keeps to itself. */
export interface Configured {
  readonly evm: EVM
  readonly opts: EVMOpts
}

const MAX_GAS = 2n ** 63n - 1n

/** Whether an EVM is made or used in a way that only their engine serves: own opcodes, listeners, profiles. */
export function isLeftToThem({ evm, opts }: Configured): boolean {
  return (
    opts.customOpcodes !== undefined ||
    opts.customPrecompiles !== undefined ||
    opts.params !== undefined ||
    opts.profiler?.enabled === true ||
    evm.common.consensusType() === 'poa' || // the coinbase is who sealed the block
    evm.journal.preimages !== undefined ||
    evm.events.eventNames().length > 0 // they tell of each nested message and step
  )
}

/** Whether a call is one that only their engine serves: their own nested messages, or code that is not in the state. */
export function isCallLeftToThem(evm: EVM, opts: EVMRunCallOpts): boolean {
  const isNested = opts.message !== undefined || (opts.depth ?? 0) > 0
  const isOfOthers = opts.selfdestruct !== undefined || opts.createdAddresses !== undefined
  return (
    isNested ||
    isOfOthers ||
    opts.code !== undefined ||
    opts.isCompiled === true ||
    opts.delegatecall === true ||
    opts.accessWitness !== undefined ||
    (opts.gasLimit ?? 0n) > MAX_GAS ||
    (opts.value ?? 0n) < 0n ||
    isTooLong(evm, opts)
  )
}

/** Whether only their engine runs a piece of code: from its middle, or as a nested message. */
export function isCodeLeftToThem(opts: EVMRunCodeOpts): boolean {
  return (
    (opts.pc ?? 0) !== 0 ||
    (opts.depth ?? 0) > 0 ||
    opts.selfdestruct !== undefined ||
    (opts.gasLimit ?? 0n) > MAX_GAS ||
    (opts.value ?? 0n) < 0n
  )
}

/** Init code above the limit of EIP-3860, which for us is the transaction's business. */
function isTooLong({ common }: EVM, { to, data }: EVMRunCallOpts): boolean {
  if (to !== undefined || data === undefined || !common.isActivatedEIP(3860)) return false
  return data.length > Number(common.param('maxInitCodeSize'))
}
