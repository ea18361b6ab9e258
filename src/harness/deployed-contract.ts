import type { Transaction } from '../chain/transaction/transaction.ts'
import type { TransactionReceipt } from '../chain/transition/transaction-receipt.ts'
import { statusCode } from '../engine/status-code.ts'
import { type Address, address } from '../primitives/address.ts'
import { toChecksumAddress } from '../primitives/checksum-address.ts'
import { concatBytes } from '../primitives/concat-bytes.ts'
import { fromHex, type Hex } from '../primitives/hex.ts'
import type { Abi, AbiEntry } from '../solidity/abi.ts'
import { AbiError } from './abi/abi-error.ts'
import { abiType } from './abi/abi-type.ts'
import type { AbiValue } from './abi/abi-value.ts'
import { decodeAbi } from './abi/decode-abi.ts'
import { encodeAbi } from './abi/encode-abi.ts'
import { selectorOf, signatureOf } from './abi/signature.ts'
import { ContractFailedError, RevertError } from './contract-failure.ts'
import { type DecodedLog, decodeLog } from './decode-log.ts'
import { decodeRevert } from './decode-revert.ts'
import type { SimulatedChain } from './simulated-chain.ts'

/** Who sends a message and what goes with it. */
export interface SendOptions {
  /** Default: the first funded account. */
  readonly from?: Hex
  /** Wei. Default: none. */
  readonly value?: bigint
  /** Default: 30,000,000. */
  readonly gas?: bigint
}

/** What a successful transaction did. */
export interface Sent {
  /** What the function returned: nothing, its one value, or all of them as an array. */
  readonly result: AbiValue | undefined
  readonly gasUsed: bigint
  /** Decoded by the events of the contract that was called. */
  readonly logs: readonly DecodedLog[]
}

const DEFAULT_GAS = 30_000_000n

/** A contract on the harness's chain, called by the functions of its ABI. */
export class DeployedContract {
  readonly address: Hex
  readonly abi: Abi
  readonly #chain: SimulatedChain
  readonly #sender: Hex

  constructor(chain: SimulatedChain, at: Address, abi: Abi, sender: Hex) {
    this.address = toChecksumAddress(at)
    this.abi = abi
    this.#chain = chain
    this.#sender = sender
  }

  /**
   * Calls a function and forgets what it changed.
   * @param name the function's name, or its signature where the name is overloaded
   * @throws RevertError, ContractFailedError, AbiError, TransactionRefusedError
   */
  async call(
    name: string,
    args: readonly AbiValue[] = [],
    options: SendOptions = {},
  ): Promise<AbiValue | undefined> {
    const entry = functionOf(this.abi, name, args.length)
    const receipt = await this.#chain.simulate(...this.#message(entry, args, options))
    return resultOf(entry, successful(this.abi, receipt))
  }

  /**
   * Sends a transaction that calls a function.
   * @param name as for `call`
   * @throws RevertError, ContractFailedError, AbiError, TransactionRefusedError
   */
  async send(
    name: string,
    args: readonly AbiValue[] = [],
    options: SendOptions = {},
  ): Promise<Sent> {
    const entry = functionOf(this.abi, name, args.length)
    const receipt = await this.#chain.send(...this.#message(entry, args, options))
    const { gasUsed, logs } = successful(this.abi, receipt)
    return {
      result: resultOf(entry, receipt),
      gasUsed,
      logs: logs.map((log) => decodeLog(this.abi, log)),
    }
  }

  #message(entry: AbiEntry, args: readonly AbiValue[], options: SendOptions) {
    const { inputs = [] } = entry
    const data = concatBytes([selectorOf(entry), encodeAbi(inputs.map(abiType), args)])
    const to = address(fromHex(this.address))
    return [senderOf(options, this.#sender), { ...fieldsOf(options), to, data }] as const
  }
}

/** The sender that options name, else the default one. */
export function senderOf({ from }: SendOptions, byDefault: Hex): Address {
  return address(fromHex(from ?? byDefault))
}

/** Value and gas of a message. */
export function fieldsOf({ value, gas }: SendOptions): Pick<Transaction, 'value' | 'gasLimit'> {
  return { value: value ?? 0n, gasLimit: gas ?? DEFAULT_GAS }
}

/**
 * The receipt, when it is of success.
 * @throws RevertError, ContractFailedError
 */
export function successful(abi: Abi, receipt: TransactionReceipt): TransactionReceipt {
  if (receipt.statusCode === statusCode.success) return receipt
  if (receipt.statusCode === statusCode.revert) {
    throw new RevertError(decodeRevert(abi, receipt.output), receipt.gasUsed)
  }
  const [status = ''] =
    Object.entries(statusCode).find(([, code]) => code === receipt.statusCode) ?? []
  throw new ContractFailedError(status, receipt.reason, receipt.gasUsed)
}

function functionOf(abi: Abi, name: string, argumentCount: number): AbiEntry {
  const functions = abi.filter((entry) => entry.type === 'function')
  const candidates = functions.filter((entry) => entry.name === name || signatureOf(entry) === name)
  const fitting = candidates.filter(({ inputs = [] }) => inputs.length === argumentCount)
  const [chosen, other] = fitting.length > 0 ? fitting : candidates
  if (chosen === undefined) {
    const known = functions.map(signatureOf).join(', ')
    throw new AbiError(`The contract has no function ${name}. It has ${known}.`)
  }
  if (other === undefined) return chosen
  throw new AbiError(`${name} is overloaded: say ${candidates.map(signatureOf).join(' or ')}.`)
}

function resultOf(
  { outputs = [] }: AbiEntry,
  { output }: TransactionReceipt,
): AbiValue | undefined {
  const values = decodeAbi(outputs.map(abiType), output)
  return values.length > 1 ? values : values[0]
}
