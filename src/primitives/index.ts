export { ADDRESS_LENGTH, type Address, address, ZERO_ADDRESS } from './address.ts'
export { toBigint, toBytes32, toMinimalBytes } from './big-endian.ts'
export {
  BYTES32_LENGTH,
  type Bytes32,
  bytes32,
  type CodeHash,
  type Hash,
  ZERO_BYTES32,
} from './bytes32.ts'
export { toChecksumAddress } from './checksum-address.ts'
export { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from './empty-hashes.ts'
export { GantryError } from './gantry-error.ts'
export { fromHex, type Hex, InvalidHexError, toHex } from './hex.ts'
export { keccak256 } from './keccak256.ts'
export type { Gas, Wei } from './quantity.ts'
export { decodeRlp, encodeRlp, InvalidRlpError, MAX_RLP_DEPTH, type RlpItem } from './rlp.ts'
export {
  InvalidPrivateKeyError,
  privateKeyToAddress,
  recoverAddress,
  type Signature,
  sign,
} from './secp256k1.ts'
export { WrongLengthError } from './wrong-length-error.ts'
