import { describe, expect, it } from 'vitest'
import { blobBaseFee, nextExcessBlobGas } from '../../../src/chain/block/blob-fee.ts'
import type { BlockHeader } from '../../../src/chain/block/header.ts'
import { createMachine } from '../../../src/chain/machine.ts'
import { emptyTransaction, type Transaction } from '../../../src/chain/transaction/transaction.ts'
import { transition } from '../../../src/chain/transition/transition.ts'
import type { Revision } from '../../../src/engine/revision.ts'
import { address } from '../../../src/primitives/address.ts'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { MapView } from '../../../src/state/index.ts'
import { blockContext } from '../block-context.ts'
import { scriptedVm } from '../scripted-vm.ts'

const sender = address(new Uint8Array(20).fill(0x5e))
const machine = createMachine({ ewasm: scriptedVm({}) })
const hash = bytes32(new Uint8Array(32).fill(1))
const ETHER = 10n ** 18n
const BLOB = 131_072n // gas of a blob

function send(changes: Partial<Transaction>, revision: Revision = 'cancun', balance = ETHER) {
  const view = new MapView([{ address: sender, balance }])
  const transaction: Transaction = {
    ...emptyTransaction,
    type: 'blob',
    chainId: 1337n,
    to: address(new Uint8Array(20).fill(0xbb)),
    gasLimit: 21_000n,
    maxFeePerBlobGas: 10n,
    blobVersionedHashes: [hash],
    ...changes,
  }
  const block = blockContext({ blobBaseFee: 3n })
  return transition(view, block, { transaction, sender }, revision, machine)
}

describe('blob transactions', () => {
  it('burn their blob gas at the price of the block', () => {
    const result = send({ blobVersionedHashes: [hash, hash] })
    if (!result.ok) throw new Error(result.refusal.message)
    expect(result.diff.accounts[0]?.account?.balance).toBe(ETHER - 2n * BLOB * 3n)
  })

  // biome-ignore format: table
  it.each<{ code: string; changes: Partial<Transaction>; revision?: Revision; balance?: bigint }>([
    { code: 'TYPE_NOT_ACTIVE',             changes: {}, revision: 'shanghai' },
    { code: 'NO_BLOBS',                    changes: { blobVersionedHashes: [] } },
    { code: 'TOO_MANY_BLOBS',              changes: { blobVersionedHashes: Array(7).fill(hash) } },
    { code: 'TOO_MANY_BLOBS',              changes: { blobVersionedHashes: Array(10).fill(hash) }, revision: 'prague' },
    { code: 'TOO_MANY_BLOBS',              changes: { blobVersionedHashes: Array(7).fill(hash) }, revision: 'osaka' },
    { code: 'WRONG_BLOB_VERSION',          changes: { blobVersionedHashes: [bytes32(new Uint8Array(32).fill(2))] } },
    { code: 'MAX_BLOB_FEE_BELOW_BASE_FEE', changes: { maxFeePerBlobGas: 2n } },
    { code: 'INSUFFICIENT_FUNDS',          changes: {}, balance: BLOB * 10n - 1n },
  ])('$code', ({ code, changes, revision, balance }) => {
    const result = send(changes, revision, balance)
    expect(result.ok ? undefined : result.refusal.code).toBe(code)
  })

  it('may have nine blobs at Prague', () => {
    expect(send({ blobVersionedHashes: Array(9).fill(hash) }, 'prague').ok).toBe(true)
  })
})

describe('price of blob gas', () => {
  const parent = (fields: Partial<BlockHeader>) => fields as BlockHeader
  const cancun = { target: 3n, max: 6n, baseFeeUpdateFraction: 3_338_477n }
  const prague = { target: 6n, max: 9n, baseFeeUpdateFraction: 5_007_716n }

  it('follows the excess (EIP-4844, EIP-7691)', () => {
    expect(blobBaseFee(0n, cancun)).toBe(1n)
    expect(blobBaseFee(3_338_477n * 10n, cancun)).toBe(22_026n) // e^10
    expect(blobBaseFee(5_007_716n * 10n, prague)).toBe(22_026n)
    expect(
      nextExcessBlobGas(parent({ excessBlobGas: BLOB, blobGasUsed: 6n * BLOB }), 'cancun', cancun),
    ).toBe(4n * BLOB)
    expect(
      nextExcessBlobGas(parent({ excessBlobGas: BLOB, blobGasUsed: BLOB }), 'cancun', cancun),
    ).toBe(0n)
  })

  it('does not fall below a part of the base fee (EIP-7918)', () => {
    // 8192 gas at 17 wei are above 131,072 blob gas at 1 wei, at 16 wei they are equal.
    const fields = { excessBlobGas: 6n * BLOB, blobGasUsed: 3n * BLOB }
    const above = parent({ ...fields, baseFeePerGas: 17n })
    const equal = parent({ ...fields, baseFeePerGas: 16n })
    expect(nextExcessBlobGas(above, 'osaka', prague)).toBe(7n * BLOB) // and a third of the gas used
    expect(nextExcessBlobGas(equal, 'osaka', prague)).toBe(3n * BLOB) // less the target of six
    expect(nextExcessBlobGas(above, 'prague', prague)).toBe(3n * BLOB)
  })
})
