import { signTransaction } from '../../src/chain/transaction/sign-transaction.ts'
import type { SignedTransaction, Transaction } from '../../src/chain/transaction/transaction.ts'
import type { Address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { sign } from '../../src/primitives/secp256k1.ts'
import type { DevAccount } from '../accounts/dev-account.ts'
import { serverError } from '../chain-error-code.ts'

/** The funded accounts, for which the node signs. */
export class Wallet {
  readonly addresses: readonly Address[]
  readonly #accounts: ReadonlyMap<string, DevAccount>

  constructor(accounts: readonly DevAccount[]) {
    this.addresses = accounts.map(({ address }) => address)
    this.#accounts = new Map(accounts.map((account) => [toHex(account.address), account]))
  }

  /** Whether the node has the key of an account. */
  holds(address: Address): boolean {
    return this.#accounts.has(toHex(address))
  }

  /** @throws RpcError when the node does not hold the key of `sender` */
  signTransaction(transaction: Transaction, sender: Address): SignedTransaction {
    return signTransaction(transaction, this.#account(sender).privateKey)
  }

  /**
   * Signature over a message: 65 bytes r, s, v with v 27 or 28.
   * @throws RpcError when the node does not hold the key of `signer`
   * @see https://eips.ethereum.org/EIPS/eip-191 (version 0x45)
   */
  signMessage(signer: Address, message: Uint8Array): Uint8Array {
    const prefix = Buffer.from(`\x19Ethereum Signed Message:\n${message.length}`)
    const hash = keccak256(Buffer.concat([prefix, message]))
    const { r, s, yParity } = sign(hash, this.#account(signer).privateKey)
    return Buffer.concat([toBytes32(r), toBytes32(s), Uint8Array.of(27 + yParity)])
  }

  #account(address: Address): DevAccount {
    const account = this.#accounts.get(toHex(address))
    if (account !== undefined) return account
    throw serverError(
      `unknown account ${toHex(address)}: the node signs for its funded accounts only`,
    )
  }
}
