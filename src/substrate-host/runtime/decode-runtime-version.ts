import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { RuntimeVersion } from './runtime-version.ts'

const API_ID_LENGTH = 8
/** Fields that came later are missing in the versions of older runtimes; what stood for them then. */
const FIRST_TRANSACTION_VERSION = 1
const FIRST_STATE_VERSION = 0

/**
 * Decodes what `Core_version` returns.
 * @throws MalformedScaleError
 * @see https://spec.polkadot.network/chap-runtime-api#defn-rt-core-version
 */
export function decodeRuntimeVersion(encoded: Uint8Array): RuntimeVersion {
  const reader = new ScaleReader(encoded, 'RuntimeVersion')
  const specName = reader.text()
  const implName = reader.text()
  const authoringVersion = reader.u32()
  const specVersion = reader.u32()
  const implVersion = reader.u32()
  const apis = reader.list(() => ({ id: reader.fixed(API_ID_LENGTH), version: reader.u32() }))
  const transactionVersion = reader.isAtEnd ? FIRST_TRANSACTION_VERSION : reader.u32()
  const stateVersion = reader.isAtEnd ? FIRST_STATE_VERSION : reader.u8()
  return {
    specName,
    implName,
    authoringVersion,
    specVersion,
    implVersion,
    apis,
    transactionVersion,
    stateVersion: stateVersion === 0 ? 0 : 1,
  }
}
