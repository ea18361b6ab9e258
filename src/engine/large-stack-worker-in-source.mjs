// Where nothing is built (tests, benchmarks), the thread starts here: tsx first, then the worker in TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./large-stack-worker.ts')
