import type { Machine } from '../chain/machine.ts'
import { type Address, address } from '../primitives/address.ts'
import { concatBytes } from '../primitives/concat-bytes.ts'
import { fromHex, type Hex } from '../primitives/hex.ts'
import type { Abi } from '../solidity/abi.ts'
import { AbiError } from './abi/abi-error.ts'
import { abiType } from './abi/abi-type.ts'
import type { AbiValue } from './abi/abi-value.ts'
import { encodeAbi } from './abi/encode-abi.ts'
import { fundedAccounts } from './accounts.ts'
import {
  DeployedContract,
  fieldsOf,
  type SendOptions,
  senderOf,
  successful,
} from './deployed-contract.ts'
import { paranoidMachine, sharedMachine } from './shared-machine.ts'
import { SimulatedChain } from './simulated-chain.ts'

/** A contract that can be deployed: the JSON of `gantry compile`, or what `compileSolidity` gives. */
export interface Deployable {
  readonly abi: Abi
  /** Init code without arguments, Ewasm or EVM. */
  readonly bytecode: Hex | Uint8Array
}

/** A chain of its own for a test: in memory, empty but for ten funded accounts. */
export interface Harness {
  /** Addresses of the funded accounts. */
  readonly accounts: readonly Hex[]
  /**
   * Deploys a contract.
   * @param args of its constructor
   * @throws RevertError, ContractFailedError, AbiError, TransactionRefusedError
   */
  deploy(
    contract: Deployable,
    args?: readonly AbiValue[],
    options?: SendOptions,
  ): Promise<DeployedContract>
  /** A contract that is there already, by another contract's `new` for example. */
  contractAt(at: Hex, abi: Abi): DeployedContract
  /** Balance in wei. */
  balance(of: Hex): bigint
}

/** How a harness is set up. */
export interface HarnessOptions {
  /**
   * A folder: every transaction is executed on both tiers of the EVM, and one that ends differently is thrown as a
   * `TierDifferenceError` and written there, for `gantry evm replay`.
   */
  readonly paranoid?: string
}

/** Makes a harness. Contracts compiled for one harness are found compiled by the next, unless it is paranoid. */
export async function createHarness({ paranoid }: HarnessOptions = {}): Promise<Harness> {
  const machine = paranoid === undefined ? sharedMachine() : await paranoidMachine(paranoid)
  return new SimulatedHarness(machine)
}

class SimulatedHarness implements Harness {
  readonly accounts = fundedAccounts
  readonly #chain: SimulatedChain

  constructor(machine: Machine) {
    this.#chain = new SimulatedChain(machine)
  }

  async deploy(
    { abi, bytecode }: Deployable,
    args: readonly AbiValue[] = [],
    options: SendOptions = {},
  ): Promise<DeployedContract> {
    const { inputs = [] } = abi.find(({ type }) => type === 'constructor') ?? {}
    const code = typeof bytecode === 'string' ? fromHex(bytecode) : bytecode
    const data = concatBytes([code, encodeAbi(inputs.map(abiType), args)])
    const message = { ...fieldsOf(options), to: undefined, data }
    const receipt = await this.#chain.send(senderOf(options, this.#sender), message)
    const { contractAddress } = successful(abi, receipt)
    if (contractAddress === undefined) throw new AbiError('The deployment made no contract.')
    return this.#contract(contractAddress, abi)
  }

  contractAt(at: Hex, abi: Abi): DeployedContract {
    return this.#contract(address(fromHex(at)), abi)
  }

  balance(of: Hex): bigint {
    return this.#chain.balance(address(fromHex(of)))
  }

  get #sender(): Hex {
    return this.accounts[0] as Hex
  }

  #contract(at: Address, abi: Abi): DeployedContract {
    return new DeployedContract(this.#chain, at, abi, this.#sender)
  }
}
