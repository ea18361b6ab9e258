import { MemoryStore } from '../../../src/state/store/memory-store.ts'
import { describeStore } from './store-contract.ts'

describeStore('MemoryStore', async () => new MemoryStore())
