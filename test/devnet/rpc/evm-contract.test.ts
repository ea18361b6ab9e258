import { createRequire } from 'node:module'
import { ContractFactory, hexlify, type InterfaceAbi, JsonRpcProvider, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { startTestNode, type TestNode } from '../support/test-node.ts'

/** A contract with what Solidity makes of storage, events, reverts, keccak, creates and calls. */
const SOURCE = `
pragma solidity 0.8.20;
contract Child { uint256 public immutable born; constructor(uint256 n) { born = n; } }
contract Parent {
  mapping(address => uint256) public sums;
  Child public child;
  event Added(address indexed who, uint256 sum);
  function add(uint256 n) external returns (uint256 sum) {
    require(n != 13, "no thirteens");
    sum = sums[msg.sender] += n;
    emit Added(msg.sender, sum);
  }
  function bear(uint256 n) external { child = new Child{salt: bytes32(n)}(n); }
  function grandchild() external view returns (uint256) { return child.born() ** 3; }
}`

interface Output {
  readonly contracts: Readonly<
    Record<string, Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }>>
  >
}

function compileParent() {
  const solc = createRequire(import.meta.url)('solc') as { compile(input: string): string }
  const input = {
    language: 'Solidity',
    sources: { 'Parent.sol': { content: SOURCE } },
    settings: { outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  }
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as Output
  const parent = output.contracts['Parent.sol']?.['Parent']
  if (parent === undefined) throw new Error(JSON.stringify(output))
  return parent
}

let node: TestNode
let provider: JsonRpcProvider

beforeAll(async () => {
  node = await startTestNode()
  provider = new JsonRpcProvider(node.url, undefined, { pollingInterval: 50, cacheTimeout: -1 })
})
afterAll(async () => {
  provider.destroy()
  await node.close()
})

it("runs solc's EVM bytecode through ethers", async () => {
  const [account] = devAccounts(DEV_MNEMONIC, 1)
  const wallet = new Wallet(hexlify(account?.privateKey ?? ''), provider)
  const { abi, evm } = compileParent()
  const deployed = await new ContractFactory(abi, evm.bytecode.object, wallet).deploy()
  await deployed.waitForDeployment()
  const { add, sums, bear, grandchild } = {
    add: deployed.getFunction('add'),
    sums: deployed.getFunction('sums'),
    bear: deployed.getFunction('bear'),
    grandchild: deployed.getFunction('grandchild'),
  }

  const first = await (await add.send(40n)).wait()
  await (await add.send(2n)).wait()
  expect(await sums(wallet.address)).toBe(42n)
  const event = deployed.interface.parseLog(first?.logs[0] ?? { topics: [], data: '0x' })
  expect(event?.args.toArray()).toEqual([wallet.address, 40n])
  await expect(add.staticCall(13n)).rejects.toMatchObject({ reason: 'no thirteens' })

  await (await bear.send(7n)).wait()
  expect(await grandchild()).toBe(343n)
}, 60_000)
