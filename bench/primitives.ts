import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { createKeccak } from 'hash-wasm'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import { KECCAK_PADDING, KeccakArena, recordWord } from '../src/primitives/keccak-arena.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import { recoverAddress, sign } from '../src/primitives/secp256k1.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds, speedup } from './bench.ts'
import { measure } from './measure.ts'

/** The lengths that matter: a slot's key, two words, a full branch node, a contract. */
const LENGTHS = [32, 64, 136, 532, 4096, 24_576]

/** Hashing and signature recovery against the packages that other engines use. */
export const primitives: Bench = {
  name: 'primitives',
  describe: 'keccak-256 by length and signature recovery, against hash-wasm and noble',
  async run(context) {
    const hasher = await createKeccak(256)
    const hashes = LENGTHS.map((length) => {
      context.progress(`keccak-256 of ${length} bytes`)
      return keccakRow(context, length, (data) => hasher.init().update(data).digest('binary'))
    })
    context.progress('signature recovery')
    return { rows: [...hashes, recoverRow(context)] }
  },
}

function keccakRow(
  { rounds }: BenchContext,
  length: number,
  hashWasm: (data: Uint8Array) => Uint8Array,
): BenchRow {
  const data = Uint8Array.from({ length }, (_, i) => i * 7)
  const arena = new KeccakArena()
  const first = recordOf(arena, length)
  const second = recordOf(arena, length)
  const times = measure(
    {
      gantry: () => void keccak256(data),
      inPlace: () => arena.hash(first),
      pair: () => arena.hashPair(first, second),
      hashWasm: () => void hashWasm(data),
      noble: () => void keccak_256(data),
    },
    { rounds, warmUpMs: 50 },
  )
  return {
    name: `keccak256 ${length} B`,
    figures: {
      gantry: nanoseconds(times.gantry.min),
      'in place': nanoseconds(times.inPlace.min, length === 64 ? { atMost: 500 } : undefined),
      'two at once': nanoseconds(times.pair.min),
      'against one by one': speedup(times.pair.min, 2 * times.inPlace.min),
      'hash-wasm': nanoseconds(times.hashWasm.min),
      'against hash-wasm': speedup(times.gantry.min, times.hashWasm.min),
      'against noble': speedup(times.gantry.min, times.noble.min),
    },
  }
}

/** The record of a message in the arena, with the digest before it. */
function recordOf(arena: KeccakArena, length: number): number {
  const record = arena.reserve(48 + length + KECCAK_PADDING)
  const word = record >> 2
  arena.words[word + recordWord.source] = record + 48
  arena.words[word + recordWord.length] = length
  arena.words[word + recordWord.target] = record + 16
  return record
}

function recoverRow({ rounds }: BenchContext): BenchRow {
  const hash = keccak256(Uint8Array.of(1))
  const { r, s, yParity } = sign(hash, toBytes32(12_345n))
  const noble = new secp256k1.Signature(r, s).addRecoveryBit(yParity)
  const times = measure(
    {
      gantry: () => void recoverAddress(hash, r, s, yParity),
      noble: () => void keccak256(noble.recoverPublicKey(hash).toBytes(false).subarray(1)),
    },
    { rounds, warmUpMs: 50 },
  )
  return {
    name: 'recover a signer',
    figures: {
      gantry: nanoseconds(times.gantry.min),
      'against noble': speedup(times.gantry.min, times.noble.min),
    },
  }
}
