import type { JsonObject } from '../../src/json-rpc/json.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { RuntimeVersion } from '../../src/substrate-host/runtime/runtime-version.ts'

/** What `state_getRuntimeVersion` shows. `stateVersion` has been called `systemVersion` since 2024: clients know either. */
export function runtimeVersionResult(version: RuntimeVersion): JsonObject {
  const { specName, implName, authoringVersion, specVersion, implVersion } = version
  return {
    specName,
    implName,
    authoringVersion,
    specVersion,
    implVersion,
    apis: version.apis.map((api) => [toHex(api.id), api.version]),
    transactionVersion: version.transactionVersion,
    systemVersion: version.stateVersion,
    stateVersion: version.stateVersion,
  }
}

/**
 * What `chainHead_v1_follow` shows of a runtime.
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/chainHead_v1_follow.html
 */
export function runtimeSpecResult(version: RuntimeVersion): JsonObject {
  const { specName, implName, specVersion, implVersion, transactionVersion } = version
  const apis = Object.fromEntries(version.apis.map((api) => [toHex(api.id), api.version]))
  return {
    type: 'valid',
    spec: { specName, implName, specVersion, implVersion, transactionVersion, apis },
  }
}
