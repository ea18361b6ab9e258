import { Keyring } from '@polkadot/api'
import type { GenesisConfig } from '../../../src/substrate-host/genesis/genesis-state.ts'
import { signerNumber } from '../../substrate-host/support/dev-signer.ts'

/** Accounts that have a balance and sign. */
export const SIGNERS = 5

const keyring = new Keyring()

/** A genesis where accounts 0 to 4 of `signerNumber` have a balance. */
export const fundedGenesis: GenesisConfig = {
  kind: 'patch',
  json: JSON.stringify({
    balances: {
      balances: Array.from({ length: SIGNERS }, (_, index) => [
        keyring.encodeAddress(signerNumber(index).publicKey),
        1e15,
      ]),
    },
  }),
}
