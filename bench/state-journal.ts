import { address } from '../src/primitives/address.ts'
import { change, Journal } from '../src/state/journal.ts'
import { MapView } from '../src/state/map-view.ts'
import { State } from '../src/state/state.ts'
import { type Bench, nanoseconds, ratio } from './bench.ts'
import { measure } from './measure.ts'

const CHANGES = 1000
const SLOTS = 64

/** What a contract's storage instructions and their undo cost, and the journal against one with an object per change. */
export const stateJournal: Bench = {
  name: 'state-journal',
  describe:
    'storage reads, writes and reverts; the journal in an Int32Array against one tagged object per change',
  run(context) {
    const { rounds } = context
    context.progress('journal')
    const journal = measure(
      { columns: withColumns, objects: withObjects },
      { rounds, roundMs: 5, warmUpMs: 500, clock: 'cpu' },
    )
    context.progress('storage operations')
    const state = measure(storageOperations(), { rounds, roundMs: 5, warmUpMs: 500, clock: 'cpu' })
    const perOperation = (sample: { min: number }) => nanoseconds(sample.min / CHANGES)
    return {
      rows: [
        {
          name: 'change and undo',
          figures: {
            gantry: perOperation(journal.columns),
            objects: perOperation(journal.objects),
            'of objects': ratio(journal.columns.min, journal.objects.min),
          },
        },
        ...Object.entries(state).map(([name, sample]) => ({
          name,
          figures: { gantry: perOperation(sample) },
        })),
      ],
    }
  },
}

const current = new Int32Array(SLOTS)

function withColumns(): void {
  const journal = new Journal()
  for (let i = 0; i < CHANGES; i++) {
    const slot = i % SLOTS
    journal.push(change.slotValue, slot, current[slot] ?? 0)
    current[slot] = i
  }
  journal.revertTo(0, undoSlot)
}

const undoSlot = {
  undo(kind: number, subject: number, previous: number): void {
    if (kind === change.slotValue) current[subject] = previous
  },
}

/** The plain form: style guide, example 3. */
type JournalEntry =
  | { readonly kind: 'slotChanged'; readonly slot: number; readonly previous: number }
  | { readonly kind: 'slotWarmed'; readonly slot: number }

function withObjects(): void {
  const journal: JournalEntry[] = []
  for (let i = 0; i < CHANGES; i++) {
    const slot = i % SLOTS
    journal.push({ kind: 'slotChanged', slot, previous: current[slot] ?? 0 })
    current[slot] = i
  }
  for (let entry = journal.pop(); entry !== undefined; entry = journal.pop()) {
    if (entry.kind === 'slotChanged') current[entry.slot] = entry.previous
  }
}

/** A thousand operations each on a state whose slots are loaded, with keys and values in one buffer, as a contract has them. */
function storageOperations(): Record<string, () => void> {
  const where = address(new Uint8Array(20).fill(7))
  const state = new State(new MapView([{ address: where, balance: 1n }]))
  const memory = new Uint8Array(4096)
  const keys = (i: number): number => {
    memory[31] = i % SLOTS
    return 0
  }
  const forEach = (operation: (i: number) => void) => () => {
    for (let i = 0; i < CHANGES; i++) operation(i)
  }
  return {
    read: forEach((i) => state.storage(where, memory, keys(i), memory, 64)),
    'write and revert': () => {
      const start = state.checkpoint()
      for (let i = 0; i < CHANGES; i++) {
        memory[127] = i & 0xff
        memory[126] = i >> 8
        state.setStorage(where, memory, keys(i), memory, 96)
      }
      state.revertTo(start)
    },
    'warm slot': forEach((i) => {
      state.warmSlot(where, memory, keys(i))
    }),
    'transient write': forEach((i) => {
      memory[127] = i & 0xff
      state.setTransientStorage(where, memory, keys(i), memory, 96)
    }),
  }
}
