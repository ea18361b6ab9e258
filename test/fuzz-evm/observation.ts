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

/** Every field in which two observations differ, as `path: left ≠ right`. */
export function differences(left: unknown, right: unknown, path = ''): readonly string[] {
  if (!isRecord(left) || !isRecord(right)) {
    if (left === right) return []
    return [`${path}: ${shortened(left)} ≠ ${shortened(right)}`]
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys]
    .toSorted()
    .flatMap((key) => differences(left[key], right[key], path === '' ? key : `${path}.${key}`))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

const LONGEST = 200

function shortened(value: unknown): string {
  const text = value === undefined ? 'nothing' : isRecord(value) ? 'something' : String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length})` : text
}

/** A word as hex without leading zeros. */
export function shortWord(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex').replace(/^0+/, '')
  return `0x${digits === '' ? '0' : digits}`
}
