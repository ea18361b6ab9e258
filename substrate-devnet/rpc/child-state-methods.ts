import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import { bytes, hash } from '../params/bytes.ts'
import { prefixedChildKey } from '../params/child-key.ts'
import { u32 } from '../params/number.ts'
import { asIs, hexList, hexOrNull } from '../results/value.ts'
import { allKeys, keyPage } from './key-pages.ts'
import { keyReader } from './keys-below.ts'
import { method, withAliases } from './method.ts'
import { stateAt } from './runtime-call.ts'

const childKey = required('childKey', prefixedChildKey)
const key = required('key', bytes)
const at = optional('at', hash, undefined)
const MAX_KEYS = 10_000

/** `childstate_*`: the default child tries. */
export const childStateMethods = [
  method({
    name: 'childstate_getStorage',
    params: [childKey, key, at],
    result: hexOrNull,
    handle: ({ node }, [child, wanted, block]) =>
      stateAt(node.chain, block).childGet(child, wanted),
  }),
  method({
    name: 'childstate_getStorageEntries',
    params: [childKey, required('keys', listOf(bytes, MAX_KEYS)), at],
    result: asIs,
    handle: ({ node }, [child, wanted, block]) => {
      const state = stateAt(node.chain, block)
      return wanted.map((one) => hexOrNull(state.childGet(child, one)))
    },
  }),
  method({
    name: 'childstate_getStorageHash',
    params: [childKey, key, at],
    result: hexOrNull,
    handle: ({ node }, [child, wanted, block]) => {
      const value = stateAt(node.chain, block).childGet(child, wanted)
      return value && blake2b256(value)
    },
  }),
  method({
    name: 'childstate_getStorageSize',
    params: [childKey, key, at],
    result: asIs,
    handle: ({ node }, [child, wanted, block]) =>
      stateAt(node.chain, block).childGet(child, wanted)?.length ?? null,
  }),
  method({
    name: 'childstate_getKeys',
    params: [childKey, required('prefix', bytes), at],
    result: hexList,
    handle: ({ node }, [child, prefix, block]) =>
      allKeys(keyReader(stateAt(node.chain, block), child), prefix),
  }),
  ...withAliases(
    method({
      name: 'childstate_getKeysPaged',
      params: [
        childKey,
        optional('prefix', bytes, new Uint8Array()),
        required('count', u32),
        optional('startKey', bytes, undefined),
        at,
      ],
      result: hexList,
      handle: ({ node }, [child, prefix, count, start, block]) =>
        keyPage(keyReader(stateAt(node.chain, block), child), prefix, count, start),
    }),
    'childstate_getKeysPagedAt',
  ),
]
