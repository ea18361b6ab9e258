import type { Block } from '../src/chain/block/block.ts'
import { encodeBlock } from '../src/chain/block/block.ts'
import { createGenesis, type Genesis } from '../src/chain/genesis/genesis.ts'
import { createMachine, type Machine } from '../src/chain/machine.ts'
import { openChain } from '../src/chain/open-chain.ts'
import { blockOfRecord } from '../src/chain/store/block-record.ts'
import {
  type RecoveredTransaction,
  recoverTransaction,
} from '../src/chain/transaction/recovered-transaction.ts'
import { signTransaction } from '../src/chain/transaction/sign-transaction.ts'
import { emptyTransaction } from '../src/chain/transaction/transaction.ts'
import { createEwasmVm } from '../src/ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../src/gas-metering/gas-schedules.ts'
import { type Address, address } from '../src/primitives/address.ts'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import type { Bytes32 } from '../src/primitives/bytes32.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import { privateKeyToAddress } from '../src/primitives/secp256k1.ts'
import { MemoryStore } from '../src/state/index.ts'

export const REVISION = 'shanghai'
export const CHAIN_ID = 1337n
export const TRANSFERS = 1000
const ETHER = 10n ** 18n

const senders = Array.from({ length: TRANSFERS }, (_, i) =>
  senderOf(keccak256(toBytes32(BigInt(i)))),
)

/** The accounts that send, one for each transfer, and what each has in wei. */
export const funded: readonly { readonly address: Address; readonly balance: bigint }[] =
  senders.map(({ where }) => ({ address: where, balance: 10n * ETHER }))

/** A chain whose next block has room for all transfers. */
export const genesis: Genesis = createGenesis({
  chainId: CHAIN_ID,
  revision: REVISION,
  alloc: funded,
})

/** A machine that has not run anything. */
export function newMachine(): Machine {
  return createMachine({ ewasm: createEwasmVm({ schedule: gasSchedules['ewasm-v1'] }) })
}

/** The block after the genesis: each sender pays one wei to an account that does not exist before. */
export async function transferBlock(): Promise<{
  readonly block: Block
  readonly bytes: Uint8Array
}> {
  const chain = await openChain({ store: new MemoryStore(), genesis, machine: newMachine() })
  const transactions = senders.map(({ key }, i) => transfer(key, recipientOf(i)))
  const { block: record, refused } = await chain.produce(chain.nextContext(1n), transactions)
  if (refused.length > 0) throw new Error(`${refused.length} transfers were refused.`)
  await chain.close()
  const block = blockOfRecord(record)
  return { block, bytes: encodeBlock(block) }
}

function senderOf(key: Bytes32): { readonly key: Bytes32; readonly where: Address } {
  return { key, where: privateKeyToAddress(key) }
}

function recipientOf(index: number): Address {
  return address(keccak256(toBytes32(BigInt(index) + 2n ** 64n)).slice(12))
}

function transfer(key: Bytes32, to: Address): RecoveredTransaction {
  const signed = signTransaction(
    {
      ...emptyTransaction,
      type: 'feeMarket',
      chainId: CHAIN_ID,
      to,
      value: 1n,
      gasLimit: 21_000n,
      maxFeePerGas: 10n ** 10n,
      maxPriorityFeePerGas: 10n ** 9n,
    },
    key,
  )
  const recovery = recoverTransaction(signed, REVISION)
  if (!recovery.ok) throw new Error(recovery.refusal.message)
  return recovery
}
