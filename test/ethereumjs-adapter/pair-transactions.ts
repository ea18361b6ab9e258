import { createBlock } from '@ethereumjs/block'
import type { Common } from '@ethereumjs/common'
import { createTx } from '@ethereumjs/tx'
import { createAddressFromPrivateKey } from '@ethereumjs/util'
import type { RunTxOpts } from '@ethereumjs/vm'

/** Key and address of who signs. */
export const SENDER_KEY = new Uint8Array(32).fill(0x45)
export const SENDER = createAddressFromPrivateKey(SENDER_KEY).toString()
/** An account that signs authorizations. */
export const AUTHORITY_KEY = new Uint8Array(32).fill(0x46)
export const AUTHORITY = createAddressFromPrivateKey(AUTHORITY_KEY).toString()

/** Where the tests put a contract. */
export const CONTRACT = '0xc0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0'
export const OTHER = '0xc1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1'

/** Accounts that every test has: a sender with means. */
export const funded = [{ address: SENDER, balance: 10n ** 20n }] as const

/** What the constructors of transactions take; `type` decides which one. */
export interface TransactionData {
  readonly type?: 0 | 1 | 2 | 3 | 4
  readonly to?: string
  readonly nonce?: bigint
  readonly gasLimit?: bigint
  readonly value?: bigint
  readonly data?: Uint8Array
  readonly accessList?: readonly {
    readonly address: string
    readonly storageKeys: readonly string[]
  }[]
  readonly blobVersionedHashes?: readonly string[]
  readonly maxFeePerBlobGas?: bigint
  readonly authorizationList?: readonly unknown[]
}

/** A signed transaction in a block, as `runTx` takes it. */
export function signed(common: Common, data: TransactionData): RunTxOpts {
  const fees =
    (data.type ?? 0) >= 2 ? { maxFeePerGas: 20n, maxPriorityFeePerGas: 2n } : { gasPrice: 20n }
  const fields = { gasLimit: 2_000_000n, ...fees, ...data }
  const tx = createTx(fields as unknown as Parameters<typeof createTx>[0], { common })
  const block = createBlock(
    {
      header: {
        number: 1000n,
        gasLimit: 30_000_000n,
        timestamp: 1_700_000_000n,
        coinbase: '0xcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcb',
        ...(common.isActivatedEIP(1559) && { baseFeePerGas: 7n }),
        ...(common.isActivatedEIP(4399) && { mixHash: new Uint8Array(32).fill(0x77) }),
      },
    },
    { common, skipConsensusFormatValidation: true },
  )
  return { tx: tx.sign(SENDER_KEY), block, skipHardForkValidation: true, reportAccessList: true }
}
