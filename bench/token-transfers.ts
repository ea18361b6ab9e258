import { readFileSync } from 'node:fs'
import { hexlify, Interface, type InterfaceAbi, Transaction, Wallet } from 'ethers'
import { DEV_MNEMONIC, devAccounts } from '../devnet/accounts/dev-account.ts'
import { loadSolc } from '../src/solidity/solc.ts'

/** A token as a node gets it. */
export interface Token {
  /** Its init code with the constructor's arguments, in hex. */
  readonly initCode: string
  /** Address of the contract that the first account's first transaction creates. */
  readonly address: string
  /** Raw transactions that make it and give every account some, to be mined in their order. */
  readonly setup: readonly string[]
  /** Raw transfers, the accounts in turn; each of all accounts has its next nonce. */
  readonly transfers: readonly string[]
  /** Parameters of an `eth_call` that asks for a balance. */
  readonly balanceCall: readonly unknown[]
}

/** Accounts that send. */
export const SENDERS = 10

const CHAIN_ID = 31337n
const SUPPLY = 10n ** 24n
const GAS_PRICE = 3_000_000_000n
const GAS_LIMIT = 200_000n
const SOURCE = 'contracts/erc20/Token.sol'

const wallets = devAccounts(DEV_MNEMONIC, SENDERS).map(
  ({ privateKey }) => new Wallet(hexlify(privateKey)),
)

/** The init code of our Token, compiled to Ewasm, or by solc to EVM bytecode: the same source. */
export function tokenCode(kind: 'ewasm' | 'evm'): string {
  const { abi, bytecode } = readArtifact()
  const code = kind === 'ewasm' ? bytecode : evmBytecode()
  const argumentsOf = new Interface(abi).encodeDeploy([SUPPLY, 'Bench Token', 'BT'])
  return `${code}${argumentsOf.slice(2)}`
}

/** Signs everything that a run needs, so that nothing of it happens while the clock runs. */
export function signTransfers(initCode: string, count: number): Token {
  const { abi } = readArtifact()
  const token = new Interface(abi)
  const nonces = wallets.map(() => 0)
  const sign = (sender: number, to: string | null, data: string, gasLimit: bigint): string => {
    const wallet = wallets[sender]
    const nonce = nonces[sender] ?? 0
    nonces[sender] = nonce + 1
    const fields = { type: 0, chainId: CHAIN_ID, nonce, gasLimit, gasPrice: GAS_PRICE, to, data }
    const transaction = Transaction.from(fields)
    const key = wallet?.signingKey
    if (key === undefined) throw new RangeError(`There is no account ${sender}.`)
    transaction.signature = key.sign(transaction.unsignedHash)
    return transaction.serialized
  }
  const create = sign(0, null, initCode, 20_000_000n)
  const address = createAddress()
  const transfer = (to: string, value: bigint) => token.encodeFunctionData('transfer', [to, value])
  const gifts = wallets
    .slice(1)
    .map((wallet) => sign(0, address, transfer(wallet.address, SUPPLY / 100n), GAS_LIMIT))
  const transfers = Array.from({ length: count }, (_, i) => {
    const to = `0x${(0x1000000 + (i % 1000)).toString(16).padStart(40, 'ab')}`
    return sign(i % SENDERS, address, transfer(to, BigInt(i + 1)), GAS_LIMIT)
  })
  const data = token.encodeFunctionData('balanceOf', [wallets[0]?.address])
  const balanceCall = [{ to: address, data }, 'latest']
  return { initCode, address, setup: [create, ...gifts], transfers, balanceCall }
}

function createAddress(): string {
  // Of the first account's transaction 0, under the mnemonic that local nodes share.
  return '0x5FbDB2315678afecb367f032d93F642f64180aa3'
}

function readArtifact(): { readonly abi: InterfaceAbi; readonly bytecode: string } {
  return JSON.parse(readFileSync('fixtures/contracts/Token.json', 'utf8'))
}

function evmBytecode(): string {
  const input = {
    language: 'Solidity',
    sources: { [SOURCE]: { content: readFileSync(SOURCE, 'utf8') } },
    settings: {
      optimizer: { enabled: true },
      evmVersion: 'paris',
      outputSelection: { '*': { Token: ['evm.bytecode.object'] } },
    },
  }
  const output = JSON.parse(
    loadSolc().compile(JSON.stringify(input), { import: () => ({ error: 'no imports' }) }),
  )
  return `0x${output.contracts[SOURCE].Token.evm.bytecode.object}`
}
