import { createRequire } from 'node:module'
import { addressOf, bytesOf, type ProgramText, readPrograms } from '../../evm/program.ts'
import { type Execution, serve } from '../serve.ts'

/** What of the package is used here; it is installed in the folder of the built peers, where there are no types. */
interface Edr {
  readonly EdrContext: new () => EdrContext
  readonly ContractDecoder: new () => unknown
  readonly L1_CHAIN_TYPE: string
  l1ProviderFactory(): unknown
}

interface EdrContext {
  registerProviderFactory(chainType: string, factory: unknown): Promise<void>
  createProvider(chainType: string, ...configuration: readonly unknown[]): Promise<Provider>
}

interface Provider {
  handleRequest(request: string): Promise<{ readonly data: unknown }>
}

const installed = new URL('../build/edr/', import.meta.url)
const CHAIN_ID = 31_337n

/** EDR as a peer: `main.ts PROGRAM.json`. */
async function main([path]: readonly string[]): Promise<void> {
  const [program] = path === undefined ? [] : readPrograms(path)
  if (program === undefined) throw new Error('Say which file holds the program.')
  const edr: Edr = createRequire(installed)('@nomicfoundation/edr')
  const provider = await providerOf(edr, program)
  for (const [address, { storage }] of Object.entries(program.pre)) {
    for (const [key, value] of Object.entries(storage)) {
      const params = [address, quantity(key), word(value)]
      await answer(provider, requestOf('hardhat_setStorageAt', params))
    }
  }
  await serve(executionOf(provider, program))
}

/** An `eth_call` at the newest block. It says nothing of gas and logs. */
function executionOf(provider: Provider, { tx }: ProgramText): Execution<unknown> {
  const call = {
    from: tx.caller,
    to: tx.to,
    data: `0x${Buffer.from(bytesOf(tx.data)).toString('hex')}`,
  }
  const request = requestOf('eth_call', [{ ...call, gas: tx.gasLimit }, 'latest'])
  return {
    execute: () => answer(provider, request),
    describe: (output) => ({ gasUsed: null, success: true, output: String(output), logs: null }),
  }
}

function requestOf(method: string, params: readonly unknown[]): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
}

async function answer(provider: Provider, request: string): Promise<unknown> {
  const { data } = await provider.handleRequest(request)
  const response = typeof data === 'string' ? JSON.parse(data) : data
  if (response.error !== undefined)
    throw new Error(`${request.slice(0, 80)}: ${response.error.message}`)
  return response.result
}

async function providerOf(edr: Edr, program: ProgramText): Promise<Provider> {
  const context = new edr.EdrContext()
  await context.registerProviderFactory(edr.L1_CHAIN_TYPE, edr.l1ProviderFactory())
  const silent = {
    enable: false,
    decodeConsoleLogInputsCallback: () => [],
    printLineCallback: () => undefined,
  }
  return context.createProvider(
    edr.L1_CHAIN_TYPE,
    configurationOf(program),
    silent,
    { subscriptionCallback: () => undefined },
    new edr.ContractDecoder(),
  )
}

function configurationOf({ fork, env, pre }: ProgramText): unknown {
  return {
    allowBlocksWithSameTimestamp: true,
    allowUnlimitedContractSize: true,
    bailOnCallFailure: true,
    bailOnTransactionFailure: true,
    chainId: CHAIN_ID,
    networkId: CHAIN_ID,
    coinbase: addressOf(env.coinbase),
    defaultTransactionGasLimit: 30_000_000n,
    genesisState: Object.entries(pre).map(([address, { balance, nonce, code }]) => ({
      address: addressOf(address),
      balance: BigInt(balance),
      nonce: BigInt(nonce),
      code: bytesOf(code),
    })),
    hardfork: fork.toLowerCase(),
    initialBaseFeePerGas: 0n,
    minGasPrice: 0n,
    initialParentBeaconBlockRoot: new Uint8Array(32),
    mining: { autoMine: true, memPool: { order: 'Priority' } },
    network: { genesisBlockGasLimit: BigInt(env.gasLimit) },
    observability: {},
    ownedAccounts: [],
    precompileOverrides: [],
    transactionGasCap: false,
  }
}

function quantity(text: string): string {
  return `0x${BigInt(text).toString(16)}`
}

function word(text: string): string {
  return `0x${BigInt(text).toString(16).padStart(64, '0')}`
}

await main(process.argv.slice(2))
