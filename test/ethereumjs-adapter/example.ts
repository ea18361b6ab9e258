import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { createTx } from '@ethereumjs/tx'
import {
  Account,
  createAddressFromPrivateKey,
  createAddressFromString,
  hexToBytes,
} from '@ethereumjs/util'
import { createVM, runTx } from '@ethereumjs/vm'
import { createGantryEvm } from '../../src/ethereumjs-adapter/index.ts'

const common = new Common({ chain: Mainnet, hardfork: Hardfork.Osaka })
const stateManager = new MerkleStateManager({ common })
const evm = await createGantryEvm({ common, stateManager }) // the one line that is new
const vm = await createVM({ common, stateManager, evm })

const key = new Uint8Array(32).fill(1)
const counter = createAddressFromString('0x00000000000000000000000000000000000c0de0')
await stateManager.putAccount(createAddressFromPrivateKey(key), new Account(0n, 10n ** 18n))
await stateManager.putAccount(counter, new Account())
await stateManager.putCode(counter, hexToBytes('0x5f5460010160005500')) // slot 0 += 1

const fees = { maxFeePerGas: 10n ** 9n, maxPriorityFeePerGas: 0n }
const tx = createTx({ type: 2, to: counter, gasLimit: 100_000n, ...fees }, { common })
const { totalGasSpent } = await runTx(vm, { tx: tx.sign(key) })
const value = await stateManager.getStorage(counter, new Uint8Array(32))

console.log(`${totalGasSpent} gas, the counter is at ${value[0]}`)
console.log(evm.messageCounts)
