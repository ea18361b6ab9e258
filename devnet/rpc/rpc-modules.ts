import type { JsonObject } from '../../src/json-rpc/json.ts'
import { json } from '../results/value.ts'
import { method } from './method.ts'

// biome-ignore format: table
const modules: JsonObject = { debug: '1.0', eth: '1.0', evm: '1.0', net: '1.0', personal: '1.0', rpc: '1.0', web3: '1.0' }

/** `rpc_modules`: the namespaces that have methods, with their versions. */
export const rpcModules = method({
  name: 'rpc_modules',
  params: [],
  result: json,
  handle: () => modules,
})
