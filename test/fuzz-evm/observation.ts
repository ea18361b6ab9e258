/** What a message did, as far as engines have to agree on it; plain text, so that a difference can be read. */
export interface Observation {
  readonly status: 'success' | 'revert' | 'failure'
  readonly gasLeft: string
  readonly gasRefund: string
  readonly output: string
  /** Address, topics and data of each. */
  readonly logs: readonly string[]
  /** All accounts after the message, by address. */
  readonly accounts: Readonly<Record<string, ObservedAccount>>
}

export interface ObservedAccount {
  readonly nonce: string
  readonly balance: string
  readonly code: string
  /** Slots that are not zero, as hex without leading zeros. */
  readonly storage: Readonly<Record<string, string>>
}

/** A word as hex without leading zeros. */
export function shortWord(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex').replace(/^0+/, '')
  return `0x${digits === '' ? '0' : digits}`
}
