import { toHex } from '../../src/primitives/hex.ts'
import { fact } from './fact.ts'

/**
 * `chainSpec_v1_*`: which chain this is.
 * @see https://paritytech.github.io/json-rpc-interface-spec/api/chainSpec.html
 */
export const chainSpecMethods = [
  fact('chainSpec_v1_chainName', ({ spec }) => spec.name),
  fact('chainSpec_v1_genesisHash', ({ chain }) => toHex(chain.genesisHash)),
  fact('chainSpec_v1_properties', ({ spec }) => spec.properties),
]
