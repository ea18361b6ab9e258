import { byRevision } from './by-revision.ts'

/** What the chain does around the execution of a message. */
export interface ContractRules {
  /** Gas per byte of deployed code. */
  readonly codeDepositByte: bigint
  /** When the deposit cannot be paid: the create fails (EIP-2), or an account without code stays. */
  readonly unpaidDeposit: 'fails' | 'leavesNoCode'
  /** Nonce of a new contract (EIP-161). */
  readonly newContractNonce: bigint
  /** What becomes of accounts that a transaction touched and left empty (EIP-161). */
  readonly touchedEmpty: 'deleted' | 'kept'
  /** First byte that deployed code must not have (EIP-3541). */
  readonly refusedFirstByte: number | undefined
  /** Whether deployed code and init code are limited in size (EIP-170, EIP-3860). The limits are the chain's own. */
  readonly codeSize: 'limited' | 'free'
  readonly initCodeSize: 'limited' | 'free'
  /** Which accounts `selfdestruct` removes: all, or those that this transaction created (EIP-6780). */
  readonly selfdestruct: 'anyAccount' | 'newAccounts'
  /** Whether the first access of an account or slot costs more (EIP-2929). */
  readonly accessLists: 'none' | 'kept'
  /** Whether code may name another account's (EIP-7702). */
  readonly delegation: 'none' | 'followed'
}

/** The rules of messages by revision. */
// biome-ignore format: table
export const contractRules = byRevision<ContractRules>({
  frontier: {
    codeDepositByte: 200n, unpaidDeposit: 'leavesNoCode', newContractNonce: 0n, touchedEmpty: 'kept',
    refusedFirstByte: undefined, codeSize: 'free', initCodeSize: 'free', selfdestruct: 'anyAccount',
    accessLists: 'none', delegation: 'none',
  },
  homestead:      { unpaidDeposit: 'fails' }, // EIP-2
  spuriousDragon: { newContractNonce: 1n, touchedEmpty: 'deleted', codeSize: 'limited' }, // EIP-161, EIP-170
  berlin:         { accessLists: 'kept' }, // EIP-2929
  london:         { refusedFirstByte: 0xef }, // EIP-3541
  shanghai:       { initCodeSize: 'limited' }, // EIP-3860
  cancun:         { selfdestruct: 'newAccounts' }, // EIP-6780
  prague:         { delegation: 'followed' }, // EIP-7702
})
