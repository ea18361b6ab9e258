import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BaseContract,
  Contract,
  ContractFactory,
  hexlify,
  type InterfaceAbi,
  JsonRpcProvider,
  NonceManager,
  type TransactionReceipt,
  Wallet,
} from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { type DevnetHandle, startDevnet } from '../../../devnet/index.ts'
import { type CodeTarget, compileSolidity } from '../../../src/solidity/compile-solidity.ts'

/** One contract for both kinds: it calls others along a path, and makes one of what it is given. */
const SOURCE = `
pragma solidity 0.8.20;
contract Hopper {
  uint256 public hops;
  event Hop(uint256 indexed at, address from, uint256 value);
  error TooFar(uint256 at);
  function hop(address[] calldata path, uint256 at, uint256 end) public payable returns (uint256) {
    hops += 1;
    emit Hop(at, msg.sender, msg.value);
    if (at == end) revert TooFar(at);
    if (at == path.length) return at;
    return 1 + Hopper(path[at]).hop{value: msg.value / 2}(path, at + 1, end);
  }
  function tryHop(address[] calldata path, uint256 end) external returns (bool ok) {
    hops += 1;
    try Hopper(path[0]).hop(path, 1, end) { ok = true; } catch { ok = false; }
  }
  event Made(address made);
  function make(bytes calldata code, bytes calldata next) external returns (address made) {
    bytes memory init = code;
    assembly { made := create(0, add(init, 32), mload(init)) }
    require(made != address(0), "not made");
    emit Made(made);
    address[] memory nowhere = new address[](0);
    if (next.length == 0) Hopper(made).hop(nowhere, 0, 9);
    else Hopper(made).make(next, "");
  }
}`

const FAR = 99n
const MANY = 29_000_000n

let folder: string
let devnet: DevnetHandle
let provider: JsonRpcProvider
let wallet: NonceManager
const notices: string[] = []
const compiled: Partial<Record<CodeTarget, { abi: InterfaceAbi; bytecode: string }>> = {}
const at: Partial<Record<CodeTarget, BaseContract>> = {}

// Everything runs on both tiers of the EVM.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-mixed-'))
  devnet = await startDevnet({ port: 0, paranoid: folder }, (text) => notices.push(text))
  provider = new JsonRpcProvider(devnet.url, undefined, { pollingInterval: 50, cacheTimeout: -1 })
  const [account] = devAccounts(DEV_MNEMONIC, 1)
  wallet = new NonceManager(new Wallet(hexlify(account?.privateKey ?? ''), provider))
  for (const target of ['evm', 'ewasm'] as const) {
    const input = { sources: { 'Hopper.sol': SOURCE }, baseFolder: '.', target }
    const [contract] = (await compileSolidity(input)).contracts
    if (contract === undefined) throw new Error('There is no contract.')
    const { bytecode } = contract
    const abi = contract.abi as unknown as InterfaceAbi
    compiled[target] = { abi, bytecode: hexlify(bytecode) }
    const deployed = await new ContractFactory(abi, hexlify(bytecode), wallet).deploy()
    at[target] = await deployed.waitForDeployment()
  }
}, 300_000)
afterAll(async () => {
  provider.destroy()
  await devnet.close()
  await rm(folder, { recursive: true })
})

function contractOf(kind: CodeTarget): BaseContract {
  const contract = at[kind]
  if (contract === undefined) throw new Error(`There is no ${kind} contract.`)
  return contract
}

async function addressOf(kind: CodeTarget): Promise<string> {
  return contractOf(kind).getAddress()
}

async function hopsOf(kind: CodeTarget): Promise<bigint> {
  return contractOf(kind).getFunction('hops')()
}

async function send(
  kind: CodeTarget,
  name: string,
  args: readonly unknown[],
  fields: object = {},
): Promise<TransactionReceipt> {
  const sent = await contractOf(kind)
    .getFunction(name)
    .send(...args, fields)
  const receipt = await sent.wait()
  if (receipt === null) throw new Error('There is no receipt.')
  return receipt
}

/** Where logs come from and what they say. */
function events({ logs }: TransactionReceipt): readonly unknown[] {
  const { interface: abi } = contractOf('evm')
  return logs.map((log) => [log.address, ...(abi.parseLog(log)?.args ?? [])])
}

describe.each(['evm', 'ewasm'] as const)('a transaction to %s code', (kind) => {
  const other = kind === 'evm' ? 'ewasm' : 'evm'

  it('goes through code of both kinds and back', async () => {
    const [here, there] = [await addressOf(kind), await addressOf(other)]
    const path = [there, here, there]
    const before = [await hopsOf(kind), await hopsOf(other)]
    expect(await contractOf(kind).getFunction('hop').staticCall(path, 0, FAR)).toBe(6n)

    const receipt = await send(kind, 'hop', [path, 0, FAR], { value: 8n })
    const sender = await wallet.getAddress()
    expect(events(receipt)).toEqual([
      [here, 0n, sender, 8n],
      [there, 1n, here, 4n],
      [here, 2n, there, 2n],
      [there, 3n, here, 1n],
    ])
    const after = [await hopsOf(kind), await hopsOf(other)]
    expect(after.map((count, i) => count - (before[i] ?? 0n))).toEqual([2n, 2n])
    expect(await provider.getBalance(there)).toBeGreaterThanOrEqual(3n)
  })

  it('takes back what code of the other kind has reverted, and nothing else', async () => {
    const path = [await addressOf(other), await addressOf(kind)]
    const before = [await hopsOf(kind), await hopsOf(other)]
    const receipt = await send(kind, 'tryHop', [path, 2])
    expect(receipt.logs).toEqual([])
    expect([await hopsOf(kind), await hopsOf(other)]).toEqual([(before[0] ?? 0n) + 1n, before[1]])
  })

  it('hands the error of code of the other kind on', async () => {
    const call = contractOf(kind)
      .getFunction('hop')
      .staticCall([await addressOf(other)], 0, 1)
    await expect(call).rejects.toMatchObject({ revert: { name: 'TooFar', args: [1n] } })
  })

  it('uses the gas of all of them: what is estimated suffices, and less does not', async () => {
    const path = [await addressOf(other), await addressOf(kind), await addressOf(other)]
    const hop = contractOf(kind).getFunction('hop')
    const estimate = await hop.estimateGas(path, 0, FAR)
    const { gasUsed } = await send(kind, 'hop', [path, 0, FAR], { gasLimit: estimate })
    expect(gasUsed).toBeLessThanOrEqual(estimate)

    const before = [await hopsOf(kind), await hopsOf(other)]
    const short = send(kind, 'hop', [path, 0, FAR], { gasLimit: gasUsed - 1n })
    await expect(short).rejects.toMatchObject({ receipt: { status: 0, logs: [] } })
    expect([await hopsOf(kind), await hopsOf(other)]).toEqual(before)
  })

  it('makes a contract of the other kind, which makes one of this kind', async () => {
    const next = compiled[kind]
    const args = [compiled[other]?.bytecode, next?.bytecode]
    const receipt = await send(kind, 'make', args, { gasLimit: MANY })
    const [[, first], [, second], hopped] = events(receipt) as [unknown[], unknown[], unknown[]]
    expect(hopped).toEqual([second, 0n, first, 0n])
    for (const [made, expected] of [
      [first, other],
      [second, kind],
    ] as const) {
      const isWasm = (await provider.getCode(String(made))).startsWith('0x0061736d')
      expect(isWasm).toBe(expected === 'ewasm')
    }
    const grandchild = new Contract(String(second), next?.abi ?? [], provider)
    expect(await grandchild.getFunction('hops')()).toBe(1n)
  })
})

it('both tiers of the EVM agreed on all of it', async () => {
  expect(notices).toEqual([])
  expect(await readdir(folder)).toEqual([])
})
