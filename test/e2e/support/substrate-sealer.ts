import { toHex } from '../../../src/primitives/hex.ts'
import { openLevelStore } from '../../../src/state/index.ts'
import { openSubstrateChain } from '../../../src/substrate-host/chain/open-chain.ts'
import { devRuntime } from '../../substrate-host/support/dev-chain.ts'
import {
  signedExtrinsic,
  signerNumber,
  transferCall,
} from '../../substrate-host/support/dev-signer.ts'
import { fundedGenesis, SIGNERS } from './substrate-genesis.ts'

/**
 * A process that makes blocks as fast as it can until somebody ends it, and writes a line for each that is safe:
 * `number hash stateRoot`. The directory is its argument.
 */
const [directory = ''] = process.argv.slice(2)
const store = await openLevelStore(directory)
const chain = await openSubstrateChain({
  store,
  genesis: { code: devRuntime, config: fundedGenesis },
  states: { keep: 'recent', blocks: 8 }, // so that rows leave the journal all the time
})
const signers = Array.from({ length: SIGNERS }, (_, index) => signerNumber(index))
const nonces = signers.map(({ publicKey }) => nonceOf(publicKey))
for (let round = 0; ; round++) {
  for (const [index, signer] of signers.entries()) {
    const to = signerNumber(1000 + ((round * SIGNERS + index) % 500)).publicKey
    const nonce = nonces[index] ?? 0
    const transfer = transferCall(to, 10n ** 9n)
    const { ok } = chain.pool.submit(
      signedExtrinsic(signer, transfer, { nonce, genesisHash: chain.genesisHash }),
    )
    if (ok) nonces[index] = nonce + 1
  }
  const { hash, header } = await chain.sealBlock()
  process.stdout.write(`${header.number} ${toHex(hash)} ${toHex(header.stateRoot)}\n`)
}

function nonceOf(account: Uint8Array): number {
  const output = chain.call(chain.best.hash, 'AccountNonceApi_account_nonce', account).output
  return new DataView(output.buffer, output.byteOffset).getUint32(0, true)
}
