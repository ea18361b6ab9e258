/** A parameter in a contract's JSON ABI. */
export interface AbiParameter {
  readonly name: string
  readonly type: string
  readonly internalType?: string
  readonly indexed?: boolean
  readonly components?: readonly AbiParameter[]
}

/** An entry of a contract's JSON ABI, as solc writes it. */
export interface AbiEntry {
  readonly type: 'function' | 'constructor' | 'event' | 'error' | 'receive' | 'fallback'
  readonly name?: string
  readonly inputs?: readonly AbiParameter[]
  readonly outputs?: readonly AbiParameter[]
  readonly stateMutability?: 'pure' | 'view' | 'nonpayable' | 'payable'
  readonly anonymous?: boolean
}

export type Abi = readonly AbiEntry[]
