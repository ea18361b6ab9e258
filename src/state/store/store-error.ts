import { GantryError } from '../../primitives/gantry-error.ts'

const DOCS = 'state.md'

/** The files of the store contradict themselves: a disk fault, or something else wrote to them. */
export class StoreCorruptError extends GantryError {
  readonly code = 'STORE_CORRUPT'
  readonly location: string

  constructor(location: string, cause: unknown, what = reasonOf(cause)) {
    super(`The store in ${location} is damaged.`, {
      details: `${what}\nStop every process that uses it, then restore the directory from a copy, or remove it and let the node build it again.`,
      docs: DOCS,
      cause,
    })
    this.location = location
  }
}

/** Another process, or this one a second time, has the store open. */
export class StoreLockedError extends GantryError {
  readonly code = 'STORE_LOCKED'
  readonly location: string

  constructor(location: string, cause: unknown) {
    super(`The store in ${location} is in use by another node.`, {
      details: 'Stop that node, or give this one a directory of its own.',
      docs: DOCS,
      cause,
    })
    this.location = location
  }
}

/** The operating system did not let the store read or write: no space, no permission, no directory. */
export class StoreUnavailableError extends GantryError {
  readonly code = 'STORE_UNAVAILABLE'
  readonly location: string

  constructor(location: string, cause: unknown) {
    super(`The store in ${location} cannot be used.`, {
      details: `${reasonOf(cause)}\n${adviceFor(reasonOf(cause))}`,
      docs: DOCS,
      cause,
    })
    this.location = location
  }
}

/** The store was written by another version of the program. */
export class StoreFormatError extends GantryError {
  readonly code = 'STORE_FORMAT'
  readonly location: string
  readonly found: string
  readonly expected: string

  constructor(location: string, found: string, expected: string) {
    super(
      `The store in ${location} has format ${found}, and this version reads format ${expected}.`,
      {
        details: 'Use the version that wrote it, or another directory.',
        docs: DOCS,
      },
    )
    this.location = location
    this.found = found
    this.expected = expected
  }
}

/** What to do about what the operating system says. */
// biome-ignore format: table
const advice: readonly (readonly [words: RegExp, advice: string])[] = [
  [/no space left/i,        'Make room on its disk, then start the node again: nothing that was written is lost.'],
  [/read-only/i,            'Make its disk writable, or use another directory.'],
  [/permission denied/i,    'Let this user read and write there, or use another directory.'],
  [/too many open files/i,  'Raise the limit of open files (ulimit -n), then start the node again.'],
]

function adviceFor(reason: string): string {
  const found = advice.find(([words]) => words.test(reason))
  return found?.[1] ?? 'Remove the cause, then start the node again.'
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
