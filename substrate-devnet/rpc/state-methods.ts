import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { ScaleReader } from '../../src/primitives/scale/scale-reader.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { anything, bytes, hash, text } from '../params/bytes.ts'
import { prefixedChildKey } from '../params/child-key.ts'
import { u32 } from '../params/number.ts'
import { runtimeVersionResult } from '../results/runtime-version.ts'
import { asIs, hexList, hexOrNull } from '../results/value.ts'
import { allKeys, keyPage } from './key-pages.ts'
import { method, withAliases } from './method.ts'
import { blockOrBest, callRuntime, clientErrors, stateAt } from './runtime-call.ts'

const at = optional('at', hash, undefined)
const MAX_KEYS = 10_000

/** `state_*` about one moment: the runtime and its storage after a block. */
export const stateMethods = [
  ...withAliases(
    method({
      name: 'state_call',
      params: [required('method', text), required('data', bytes), at],
      result: toHex,
      handle: ({ node }, [name, data, block]) => callRuntime(node.chain, block, name, data),
    }),
    'state_callAt',
  ),
  method({
    name: 'state_getMetadata',
    params: [at],
    result: toHex,
    handle: ({ node }, [block]) => {
      const opaque = callRuntime(node.chain, block, 'Metadata_metadata', new Uint8Array())
      return clientErrors(() => new ScaleReader(opaque, 'OpaqueMetadata').bytes())
    },
  }),
  ...withAliases(
    method({
      name: 'state_getRuntimeVersion',
      params: [at],
      result: runtimeVersionResult,
      handle: ({ node: { chain } }, [block]) =>
        clientErrors(() => chain.runtimeVersion(blockOrBest(chain, block))),
    }),
    'chain_getRuntimeVersion',
  ),
  ...withAliases(
    method({
      name: 'state_getStorage',
      params: [required('key', bytes), at],
      result: hexOrNull,
      handle: ({ node }, [key, block]) => stateAt(node.chain, block).get(key),
    }),
    'state_getStorageAt',
  ),
  ...withAliases(
    method({
      name: 'state_getStorageHash',
      params: [required('key', bytes), at],
      result: hexOrNull,
      handle: ({ node }, [key, block]) => {
        const value = stateAt(node.chain, block).get(key)
        return value && blake2b256(value)
      },
    }),
    'state_getStorageHashAt',
  ),
  /** The length of the value at a key, or of all values below it together. */
  ...withAliases(
    method({
      name: 'state_getStorageSize',
      params: [required('key', bytes), at],
      result: asIs,
      handle: ({ node }, [key, block]) => {
        const state = stateAt(node.chain, block)
        const own = state.get(key)
        if (own !== undefined) return own.length
        const sum = allKeys(state, key).reduce(
          (size, below) => size + (state.get(below)?.length ?? 0),
          0,
        )
        return sum === 0 ? null : sum
      },
    }),
    'state_getStorageSizeAt',
  ),
  method({
    name: 'state_getKeys',
    params: [required('prefix', bytes), at],
    result: hexList,
    handle: ({ node }, [prefix, block]) => allKeys(stateAt(node.chain, block), prefix),
  }),
  ...withAliases(
    method({
      name: 'state_getKeysPaged',
      params: [
        optional('prefix', bytes, new Uint8Array()),
        required('count', u32),
        optional('startKey', bytes, undefined),
        at,
      ],
      result: hexList,
      handle: ({ node }, [prefix, count, start, block]) =>
        keyPage(stateAt(node.chain, block), prefix, count, start),
    }),
    'state_getKeysPagedAt',
  ),
  method({
    name: 'state_getPairs',
    params: [required('prefix', bytes), at],
    result: asIs,
    handle: ({ node }, [prefix, block]) => {
      const state = stateAt(node.chain, block)
      return allKeys(state, prefix).map((key) => [toHex(key), hexOrNull(state.get(key))])
    },
  }),
  method({
    name: 'state_getReadProof',
    params: [required('keys', listOf(bytes, MAX_KEYS)), at],
    result: asIs,
    handle: ({ node: { chain } }, [keys, block]) => ({
      at: toHex(blockOrBest(chain, block)),
      proof: hexList(clientErrors(() => stateAt(chain, block).proof(keys))),
    }),
  }),
  method({
    name: 'state_getChildReadProof',
    params: [required('childKey', prefixedChildKey), required('keys', listOf(bytes, MAX_KEYS)), at],
    result: asIs,
    handle: ({ node: { chain } }, [child, keys, block]) => ({
      at: toHex(blockOrBest(chain, block)),
      proof: hexList(clientErrors(() => stateAt(chain, block).proof(keys, child))),
    }),
  }),
  method({
    name: 'state_traceBlock',
    params: [
      required('block', hash),
      optional('targets', anything, undefined),
      optional('storageKeys', anything, undefined),
      optional('methods', anything, undefined),
    ],
    result: asIs,
    handle: () => {
      throw new RpcError(
        chainErrorCode.unavailable,
        'blocks cannot be traced: the runtime is built without tracing',
      )
    },
  }),
]
