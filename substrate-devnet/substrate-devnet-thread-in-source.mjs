// Where nothing is built (tests), the node's thread starts here: tsx first, then the thread in TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./substrate-devnet-thread.ts')
