import { hash } from 'node:crypto'
import type { Fr, G1 } from 'mcl-wasm'
import { toBytes32 } from '../primitives/big-endian.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { fromHex } from '../primitives/hex.ts'
import { bls12 } from './bls12-library.ts'
import { isPairingProductOne } from './bls12-pairing.ts'
import { fpOf } from './bls12-point.ts'

const INPUT_LENGTH = 192
const POINT_LENGTH = 48
const VERSION_BYTE = 1
/** Order of the groups, and modulus of the polynomial's field. */
const ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n
const ORDER_BYTES = toBytes32(ORDER)
/** Generators, and τ times that of G2: the second power of the ceremony's setup, all that a check needs of it. */
const GENERATOR_1 = fromHex(
  '0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
)
const GENERATOR_2 = fromHex(
  '0x93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8',
)
/** @see https://github.com/ethereum/consensus-specs/blob/dev/presets/mainnet/trusted_setups/trusted_setup_4096.json */
export const TAU_TIMES_GENERATOR_2: Uint8Array = fromHex(
  '0xb5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2',
)
/** Elements of a blob, and the order, as 32 bytes each. */
const OUTPUT = Uint8Array.from([...toBytes32(4096n), ...ORDER_BYTES])

/** Bits of the first byte of a compressed point. */
const flag = { compressed: 0x80, infinity: 0x40, sign: 0x20 } as const

/**
 * 0x0a: whether the polynomial behind a commitment has the value y at z, by a KZG proof. Input: versioned hash of the
 * commitment, z, y (32 bytes each), commitment, proof (48 each). Refuses what is not proven.
 * @see https://eips.ethereum.org/EIPS/eip-4844
 */
export function pointEvaluation(input: Uint8Array): Uint8Array | undefined {
  if (input.length !== INPUT_LENGTH) return undefined
  const commitmentBytes = input.subarray(96, 144)
  if (!equalBytes(versionedHash(commitmentBytes), input.subarray(0, 32))) return undefined
  const z = readScalar(input, 32)
  const y = readScalar(input, 64)
  const commitment = readCompressed(commitmentBytes)
  const proof = readCompressed(input.subarray(144))
  if (z === undefined || y === undefined) return undefined
  if (commitment === undefined || proof === undefined) return undefined
  return isProven(commitment, z, y, proof) ? OUTPUT.slice() : undefined
}

/** The name of a commitment in transactions. */
function versionedHash(commitment: Uint8Array): Uint8Array {
  const digest = new Uint8Array(hash('sha256', commitment, 'buffer'))
  digest[0] = VERSION_BYTE
  return digest
}

/** e(commitment - y·G1 + z·proof, G2) = e(proof, τ·G2), as a product that has to be one. Only G1 is multiplied in. */
function isProven(commitment: G1, z: Fr, y: Fr, proof: G1): boolean {
  const { G1, G2, add, sub, mul, neg } = bls12()
  const generator1 = new G1()
  generator1.deserialize(GENERATOR_1)
  const generator2 = new G2()
  generator2.deserialize(GENERATOR_2)
  const tau = new G2()
  tau.deserialize(TAU_TIMES_GENERATOR_2)
  const value = add(sub(commitment, mul(generator1, y)), mul(proof, z))
  return isPairingProductOne([
    [value, generator2],
    [neg(proof), tau],
  ])
}

function readScalar(input: Uint8Array, offset: number): Fr | undefined {
  const bytes = input.slice(offset, offset + 32)
  if (Buffer.compare(bytes, ORDER_BYTES) >= 0) return undefined
  const scalar = new (bls12().Fr)()
  scalar.setBigEndianMod(bytes)
  return scalar
}

/** The point of G1 in 48 bytes: x with flags, in its one canonical form. */
function readCompressed(bytes: Uint8Array): G1 | undefined {
  const first = bytes[0] ?? 0
  if ((first & flag.compressed) === 0) return undefined
  const point = new (bls12().G1)()
  const rest = bytes.slice()
  if ((first & flag.infinity) !== 0) {
    rest[0] = first & ~(flag.compressed | flag.infinity)
    return rest.every((byte) => byte === 0) ? point : undefined
  }
  rest[0] = first & ~(flag.compressed | flag.sign)
  if (fpOf(rest) === undefined) return undefined
  try {
    point.deserialize(bytes.slice(0, POINT_LENGTH))
  } catch {
    return undefined // no point has this x
  }
  return point.isValidOrder() ? point : undefined
}
