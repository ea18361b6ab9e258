import { Common, type Hardfork, Mainnet } from '@ethereumjs/common'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { Account, bytesToHex, createAddressFromString } from '@ethereumjs/util'
import { createVM, type RunTxOpts, type RunTxResult, runTx, type VM } from '@ethereumjs/vm'
import {
  createGantryEvm,
  type GantryEvmOptions,
} from '../../src/ethereumjs-adapter/create-gantry-evm.ts'
import type { GantryEvm } from '../../src/ethereumjs-adapter/gantry-evm.ts'
import { toBytes32, toMinimalBytes } from '../../src/primitives/big-endian.ts'
import { fromHex } from '../../src/primitives/hex.ts'

/** An account before the first transaction; texts are hex. */
export interface PairAccount {
  readonly address: string
  readonly balance?: bigint
  readonly nonce?: bigint
  readonly code?: string
  readonly storage?: Readonly<Record<string, string>>
}

/** Two VMs over equal states: one with our EVM, one with its own. */
export interface VmPair {
  readonly own: VM & { readonly evm: GantryEvm }
  readonly theirs: VM
}

/** Both VMs with the same accounts. */
export async function createVmPair(
  hardfork: Hardfork | string,
  accounts: readonly PairAccount[],
  options: Pick<GantryEvmOptions, 'tier'> = {},
): Promise<VmPair> {
  const [common, theirCommon] = [0, 1].map(() => new Common({ chain: Mainnet, hardfork })) as [
    Common,
    Common,
  ]
  const stateManager = new MerkleStateManager({ common })
  const evm = await createGantryEvm({ common, stateManager, ...options })
  const own = await createVM({ common, stateManager, evm })
  const theirs = await createVM({ common: theirCommon })
  for (const vm of [own, theirs]) await allocate(vm, accounts)
  return { own: own as VmPair['own'], theirs }
}

/** What a transaction did to each of the two, in plain words: the results and the state's root. */
export async function runOnBoth(pair: VmPair, opts: RunTxOpts) {
  return { own: await observe(pair.own, opts), theirs: await observe(pair.theirs, opts) }
}

async function observe(vm: VM, opts: RunTxOpts): Promise<Record<string, unknown>> {
  const outcome = await runTx(vm, opts).then(plain, (error: unknown) => ({
    rejected: String(error).replace(/ \(.*/s, ''),
  }))
  return { ...outcome, stateRoot: bytesToHex(await vm.stateManager.getStateRoot()) }
}

function plain(result: RunTxResult): Record<string, unknown> {
  const { execResult, receipt, accessList, createdAddress } = result
  const { exceptionError, selfdestruct, createdAddresses, returnValue, logs } = execResult
  const status = exceptionError === undefined ? 'success' : 'failure'
  return {
    status,
    isRevert: exceptionError?.error === 'revert',
    gas: [result.totalGasSpent, result.gasRefund, execResult.executionGasUsed],
    execRefund: execResult.gasRefund ?? 0n,
    minerValue: result.minerValue,
    blobGasUsed: result.blobGasUsed,
    createdAddress: createdAddress?.toString(),
    output: bytesToHex(returnValue),
    logs: (logs ?? []).map(([where, topics, data]) => [where, ...topics, data].map(bytesToHex)),
    selfdestruct: [...(selfdestruct ?? [])].toSorted(),
    createdAddresses: [...(createdAddresses ?? [])].toSorted(),
    receipt: { ...receipt, logs: undefined },
    accessList,
  }
}

async function allocate({ stateManager, evm }: VM, accounts: readonly PairAccount[]) {
  await evm.journal.checkpoint()
  for (const { address, balance = 0n, nonce = 0n, code, storage = {} } of accounts) {
    const where = createAddressFromString(address)
    await stateManager.putAccount(where, new Account(nonce, balance))
    if (code !== undefined) await stateManager.putCode(where, fromHex(code))
    for (const [key, value] of Object.entries(storage)) {
      const shortest = toMinimalBytes(BigInt(value))
      await stateManager.putStorage(where, toBytes32(BigInt(key)), shortest)
    }
  }
  await evm.journal.commit()
  evm.journal.cleanJournal()
}
