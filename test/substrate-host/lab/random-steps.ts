import fc from 'fast-check'
import type { LabStep } from './lab-program.ts'

const CHILDREN = [1, 2].map((byte) => new Uint8Array(32).fill(byte))
const START = { name: 'ext_storage_start_transaction_version_1' }
const COMMIT = { name: 'ext_storage_commit_transaction_version_1' }
const ROLLBACK = { name: 'ext_storage_rollback_transaction_version_1' }

/** Keys that removals by prefix are tried on, in the state and in a child trie; all are there in the beginning. */
export interface RemovableKeys {
  readonly child: Uint8Array
  readonly keys: readonly Uint8Array[]
  readonly prefixes: readonly Uint8Array[]
}

function removableKeys(first: string, child: number): RemovableKeys {
  const text = (parts: readonly string[], end: string): Uint8Array[] =>
    parts.map((part) => Uint8Array.from(Buffer.from(`${first}${part}${end}`)))
  return {
    child: new Uint8Array(32).fill(child),
    keys: text(['', 'a', 'ab', 'ac', 'b', 'ba', 'bb', 'c', 'ca'], '-key'),
    prefixes: text(['', 'a', 'b', 'ba', 'd'], ''), // none is a key: chopsticks would not remove that
  }
}

/**
 * sp-io removes all that the overlay has below a prefix, and counts only keys of the state below for a limit; smoldot
 * takes account only of keys of the state below. So `rewritten` keys, which are all in the state below, are removed
 * without a limit, and with a limit those that are `kept`, never written to. The rest is in overlay.test.ts.
 */
export const rewritten = removableKeys('r', 3)
export const kept = removableKeys('s', 4)

/** Keys of three or four bytes, so few that they often meet. */
export const key = fc.uint8Array({ minLength: 3, maxLength: 4, min: 0x61, max: 0x63 })
const anywhere = fc.uint8Array({ maxLength: 4, min: 0x60, max: 0x64 })
export const child = fc.constantFrom(...CHILDREN)
/** Around 32 bytes the trie begins to store values by themselves. */
export const value = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc.uint8Array({ minLength: 30, maxLength: 40 }),
)
const limit = fc
  .option(fc.integer({ min: 0, max: 5 }), { nil: undefined })
  .map((number) => (number === undefined ? [0] : [1, number, 0, 0, 0]))
  .map((bytes) => Uint8Array.from(bytes))
/** Behind the end of a value smoldot counts below zero; functions/storage.test.ts has the other offsets. */
const offset = fc.constant(Uint8Array.of(0))
/** Values that begin with a compact length, and items for them. */
const vector = fc
  .integer({ min: 0, max: 63 })
  .chain((count) =>
    fc.uint8Array({ maxLength: 6 }).map((items) => Uint8Array.of(count * 4, ...items)),
  )

function step(
  name: string,
  parts: {
    readonly a?: fc.Arbitrary<Uint8Array>
    readonly b?: fc.Arbitrary<Uint8Array>
    readonly c?: fc.Arbitrary<Uint8Array>
  },
): fc.Arbitrary<LabStep> {
  return fc.record({ name: fc.constant(name), ...parts }) as fc.Arbitrary<LabStep>
}

const reading = fc.oneof(
  step('ext_storage_get_version_1', { a: key }),
  step('ext_storage_exists_version_1', { a: key }),
  step('ext_storage_read_version_1', { a: key, b: offset }),
  step('ext_storage_next_key_version_1', { a: anywhere }),
  step('ext_default_child_storage_get_version_1', { a: child, b: key }),
  step('ext_default_child_storage_exists_version_1', { a: child, b: key }),
  step('ext_default_child_storage_read_version_1', { a: child, b: key, c: offset }),
  step('ext_default_child_storage_next_key_version_1', { a: child, b: anywhere }),
)

const writing = fc.oneof(
  step('ext_storage_set_version_1', { a: key, b: fc.oneof(value, vector) }),
  step('ext_storage_append_version_1', { a: key, b: fc.uint8Array({ maxLength: 5 }) }),
  step('ext_storage_clear_version_1', { a: key }),
  step('ext_default_child_storage_set_version_1', { a: child, b: key, c: value }),
  step('ext_default_child_storage_clear_version_1', { a: child, b: key }),
)

const NO_LIMIT = fc.constant(Uint8Array.of(0))

function removing({ child, keys, prefixes }: RemovableKeys, limit: fc.Arbitrary<Uint8Array>) {
  const trie = fc.constant(child)
  const key = fc.constantFrom(...keys)
  const prefix = fc.constantFrom(...prefixes)
  return fc.oneof(
    step('ext_storage_clear_prefix_version_2', { a: prefix, b: limit }),
    step('ext_storage_clear_version_1', { a: key }),
    step('ext_storage_next_key_version_1', { a: key }),
    step('ext_default_child_storage_clear_prefix_version_2', { a: trie, b: prefix, c: limit }),
    step('ext_default_child_storage_storage_kill_version_2', { a: trie, b: limit }),
    step('ext_default_child_storage_storage_kill_version_3', { a: trie, b: limit }),
    step('ext_default_child_storage_clear_version_1', { a: trie, b: key }),
    step('ext_default_child_storage_next_key_version_1', { a: trie, b: key }),
  )
}

function rewriting({ child, keys, prefixes }: RemovableKeys): fc.Arbitrary<LabStep> {
  const trie = fc.constant(child)
  const key = fc.constantFrom(...keys)
  const prefix = fc.constantFrom(...prefixes)
  return fc.oneof(
    step('ext_storage_set_version_1', { a: key, b: value }),
    step('ext_default_child_storage_set_version_1', { a: trie, b: key, c: value }),
    step('ext_storage_clear_prefix_version_1', { a: prefix }),
    step('ext_default_child_storage_clear_prefix_version_1', { a: trie, b: prefix }),
    step('ext_default_child_storage_storage_kill_version_1', { a: trie }),
  )
}

const plain = fc
  .oneof(
    { weight: 5, arbitrary: reading },
    { weight: 6, arbitrary: writing },
    { weight: 2, arbitrary: removing(kept, limit) },
    { weight: 2, arbitrary: removing(rewritten, NO_LIMIT) },
    { weight: 3, arbitrary: rewriting(rewritten) },
  )
  .map((only) => [only])

/** Operations on the storage, with transactions that are all closed and up to three within each other. */
export const storageSteps: fc.Arbitrary<LabStep[]> = fc.letrec<{
  block: LabStep[]
  part: LabStep[]
}>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'transaction' },
    { weight: 8, arbitrary: plain },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('block'), fc.constantFrom(COMMIT, ROLLBACK))
        .map(([inner, end]) => [START, ...inner, end]),
    },
  ),
  block: fc
    .array(tie('part'), { maxLength: 40, size: 'max', depthIdentifier: 'transaction' })
    .map((parts) => parts.flat()),
})).block
