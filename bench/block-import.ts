import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBlockFromRLP } from '@ethereumjs/block'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { Address, createAccount } from '@ethereumjs/util'
import { createVM, runBlock, type VM } from '@ethereumjs/vm'
import { openChain } from '../src/chain/open-chain.ts'
import { toHex } from '../src/primitives/hex.ts'
import { MemoryStore, openLevelStore, type Store } from '../src/state/index.ts'
import { type Bench, type BenchContext, nanoseconds, speedup } from './bench.ts'
import { cpuTimeOf, type Sample, summarise } from './measure.ts'
import {
  CHAIN_ID,
  funded,
  genesis,
  newMachine,
  TRANSFERS,
  transferBlock,
} from './transfer-block.ts'

const MAX_ROUNDS = 7
/** One block by the peer takes seconds. */
const MAX_PEER_ROUNDS = 2

/** A block of transfers, from its bytes to the state root and the receipts. */
export const blockImport: Bench = {
  name: 'block-import',
  describe: `a block of ${TRANSFERS} transfers between as many pairs of accounts, from its bytes, against @ethereumjs/vm`,
  async run(context) {
    const { block, bytes } = await transferBlock()
    context.progress('import by gantry')
    const inMemory = await ourTimes(context, bytes, async () => new MemoryStore())
    context.progress('import by gantry, on disk')
    const onDisk = await inDirectories((open) => ourTimes(context, bytes, open))
    const peer = await peerTimes(context, bytes, toHex(block.header.stateRoot))
    return {
      rows: [
        {
          name: `${TRANSFERS} transfers`,
          figures: {
            'in memory': nanoseconds(inMemory.min),
            'on disk': nanoseconds(onDisk.min),
            'a transfer': nanoseconds(inMemory.min / TRANSFERS),
            '@ethereumjs/vm': nanoseconds(peer.min),
            'against @ethereumjs/vm': speedup(inMemory.min, peer.min),
          },
        },
      ],
      notes: [
        'CPU time, with decoding, signatures, execution, all roots and the write. The peer keeps its state in memory, and',
        'arrives at the same state root, which is checked. The recovery of a signature alone is in the bench primitives.',
      ],
    }
  },
}

async function ourTimes(
  { rounds }: BenchContext,
  bytes: Uint8Array,
  openStore: () => Promise<Store>,
): Promise<Sample> {
  const times: number[] = []
  for (let round = 0; round < Math.min(MAX_ROUNDS, rounds); round++) {
    const chain = await openChain({ store: await openStore(), genesis, machine: newMachine() })
    const time = await cpuTimeOf(async () => {
      const result = await chain.importEncodedBlock(bytes)
      if (!result.ok) throw new Error(result.refusal.message)
    })
    times.push(time)
    await chain.close()
  }
  return summarise(times)
}

/** Calls `work` with a function that opens stores in new directories, and removes those afterwards. */
async function inDirectories<Result>(
  work: (open: () => Promise<Store>) => Promise<Result>,
): Promise<Result> {
  const parent = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  let stores = 0
  try {
    return await work(() => openLevelStore(join(parent, `store-${stores++}`)))
  } finally {
    await rm(parent, { recursive: true })
  }
}

async function peerTimes(
  context: BenchContext,
  bytes: Uint8Array,
  stateRoot: string,
): Promise<Sample> {
  const times: number[] = []
  for (let round = 0; round < Math.min(MAX_PEER_ROUNDS, context.rounds); round++) {
    context.progress('import by @ethereumjs/vm')
    const vm = await peerAtGenesis()
    const time = await cpuTimeOf(async () => {
      const block = createBlockFromRLP(bytes, { common: vm.common })
      // Without `generate` it throws when a root, the bloom or the gas used differ from the header's.
      await runBlock(vm, { block, skipHeaderValidation: true })
    })
    const root = toHex(await vm.stateManager.getStateRoot())
    if (root !== stateRoot) throw new Error(`Roots differ: ${root}, ${stateRoot}.`)
    times.push(time)
  }
  return summarise(times)
}

async function peerAtGenesis(): Promise<VM> {
  const chain = { ...Mainnet, chainId: Number(CHAIN_ID) }
  const vm = await createVM({ common: new Common({ chain, hardfork: Hardfork.Shanghai }) })
  for (const { address, balance } of funded) {
    await vm.stateManager.putAccount(new Address(address), createAccount({ balance }))
  }
  await vm.stateManager.getStateRoot() // writes what it has cached
  return vm
}
