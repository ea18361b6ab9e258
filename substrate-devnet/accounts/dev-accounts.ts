import { fromHex } from '../../src/primitives/hex.ts'

/** An account whose key everybody knows. */
export interface WellKnownAccount {
  /** Its path below the development phrase, by which clients make its sr25519 key. */
  readonly uri: string
  readonly publicKey: Uint8Array
}

/**
 * The accounts that development chains endow: sr25519 keys below "bottom drive obey lake curtain smoke basket hold race
 * lonely fit walk".
 */
// biome-ignore format: table
const publicKeys: Readonly<Record<string, string>> = {
  '//Alice':   'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
  '//Bob':     '8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
  '//Charlie': '90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22',
  '//Dave':    '306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20',
  '//Eve':     'e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e',
  '//Ferdie':  '1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c',
}

export const wellKnownAccounts: readonly WellKnownAccount[] = Object.entries(publicKeys).map(
  ([uri, publicKey]) => ({ uri, publicKey: fromHex(publicKey) }),
)
