import { type Revision, revisions } from '../engine/revision.ts'
import type { Address } from '../primitives/address.ts'
import type { Gas } from '../primitives/quantity.ts'
import { blake2f, blake2fGas } from './blake2f.ts'
import { bls12G1Add, bls12G2Add } from './bls12-add.ts'
import { g1MultiScalarGas, g2MultiScalarGas } from './bls12-gas.ts'
import { bls12MapFp2ToG2, bls12MapFpToG1 } from './bls12-map.ts'
import {
  bls12G1MultiScalar,
  bls12G2MultiScalar,
  G1_TERM_LENGTH,
  G2_TERM_LENGTH,
} from './bls12-multi-scalar.ts'
import { BLS12_PAIR_LENGTH, bls12Pairing } from './bls12-pairing.ts'
import { bn254Add } from './bn254-add.ts'
import { bn254Mul } from './bn254-mul.ts'
import { BN254_PAIR_LENGTH, bn254Pairing } from './bn254-pairing.ts'
import { ecrecover } from './ecrecover.ts'
import { identity } from './identity.ts'
import { boundedModexp, modexp } from './modexp.ts'
import { modexpGasOfBerlin, modexpGasOfByzantium, modexpGasOfOsaka } from './modexp-gas.ts'
import { p256Verify } from './p256-verify.ts'
import { pointEvaluation } from './point-evaluation.ts'
import type { Precompile } from './precompile.ts'
import { ripemd160 } from './ripemd160.ts'
import { sha256 } from './sha256.ts'

type GasOfInput = (input: Uint8Array) => Gas

const flat =
  (gas: Gas): GasOfInput =>
  () =>
    gas
const perWord =
  (base: Gas, word: Gas): GasOfInput =>
  (input) =>
    base + word * BigInt(Math.ceil(input.length / 32))
const perPair =
  (base: Gas, pair: Gas, length: number): GasOfInput =>
  (input) =>
    base + pair * wholeParts(input, length)
const perTerm =
  (gasOfCount: (count: bigint) => Gas, length: number): GasOfInput =>
  (input) =>
    gasOfCount(wholeParts(input, length))

/** How many parts of `length` bytes the input is priced for; a rest is free, and refused. */
function wholeParts(input: Uint8Array, length: number): bigint {
  return BigInt(Math.floor(input.length / length))
}

/** A precompile's address as a number, and what each revision changed about it; the first one brought it. */
interface PrecompileRow {
  readonly address: number
  readonly name: string
  readonly since: { readonly [R in Revision]?: Partial<Omit<Precompile, 'name'>> }
}

/** The precompiles. */
// biome-ignore format: table
const rows: readonly PrecompileRow[] = [
  { address: 0x01, name: 'ecrecover',    since: { frontier:  { run: ecrecover, gas: flat(3000n) } } },
  { address: 0x02, name: 'sha256',       since: { frontier:  { run: sha256, gas: perWord(60n, 12n) } } },
  { address: 0x03, name: 'ripemd160',    since: { frontier:  { run: ripemd160, gas: perWord(600n, 120n) } } },
  { address: 0x04, name: 'identity',     since: { frontier:  { run: identity, gas: perWord(15n, 3n) } } },
  { address: 0x05, name: 'modexp',       since: { byzantium: { run: modexp, gas: modexpGasOfByzantium }, // EIP-198
                                                  berlin:    { gas: modexpGasOfBerlin }, // EIP-2565
                                                  osaka:     { run: boundedModexp, gas: modexpGasOfOsaka } } }, // EIP-7823, EIP-7883
  { address: 0x06, name: 'bn254Add',     since: { byzantium: { run: bn254Add, gas: flat(500n) }, // EIP-196
                                                  istanbul:  { gas: flat(150n) } } }, // EIP-1108
  { address: 0x07, name: 'bn254Mul',     since: { byzantium: { run: bn254Mul, gas: flat(40_000n) },
                                                  istanbul:  { gas: flat(6000n) } } },
  { address: 0x08, name: 'bn254Pairing', since: { byzantium: { run: bn254Pairing, gas: perPair(100_000n, 80_000n, BN254_PAIR_LENGTH) }, // EIP-197
                                                  istanbul:  { gas: perPair(45_000n, 34_000n, BN254_PAIR_LENGTH) } } },
  { address: 0x09, name: 'blake2f',      since: { istanbul:  { run: blake2f, gas: blake2fGas } } }, // EIP-152
  { address: 0x0a, name: 'pointEvaluation', since: { cancun: { run: pointEvaluation, gas: flat(50_000n) } } }, // EIP-4844
  // EIP-2537
  { address: 0x0b, name: 'bls12G1Add',         since: { prague: { run: bls12G1Add, gas: flat(375n) } } },
  { address: 0x0c, name: 'bls12G1MultiScalar', since: { prague: { run: bls12G1MultiScalar, gas: perTerm(g1MultiScalarGas, G1_TERM_LENGTH) } } },
  { address: 0x0d, name: 'bls12G2Add',         since: { prague: { run: bls12G2Add, gas: flat(600n) } } },
  { address: 0x0e, name: 'bls12G2MultiScalar', since: { prague: { run: bls12G2MultiScalar, gas: perTerm(g2MultiScalarGas, G2_TERM_LENGTH) } } },
  { address: 0x0f, name: 'bls12Pairing',       since: { prague: { run: bls12Pairing, gas: perPair(37_700n, 32_600n, BLS12_PAIR_LENGTH) } } },
  { address: 0x10, name: 'bls12MapFpToG1',     since: { prague: { run: bls12MapFpToG1, gas: flat(5500n) } } },
  { address: 0x11, name: 'bls12MapFp2ToG2',    since: { prague: { run: bls12MapFp2ToG2, gas: flat(23_800n) } } },
  { address: 0x100, name: 'p256Verify',   since: { osaka:    { run: p256Verify, gas: flat(6900n) } } }, // EIP-7951
]

/** The precompiles of each revision by the number that their address is; holes where there is none. */
const tables = new Map(revisions.map((revision) => [revision, tableOf(revision)]))

/**
 * The precompile at an address under a revision, undefined for every other address.
 * Cost for an ordinary address: a look at its first bytes.
 */
export function precompileAt(revision: Revision, address: Address): Precompile | undefined {
  for (let i = 0; i < 18; i++) if (address[i] !== 0) return undefined
  return tables.get(revision)?.[((address[18] ?? 0) << 8) | (address[19] ?? 0)]
}

/** The addresses, as numbers, that have a precompile under a revision: warm from the start (EIP-2929). */
export function precompileNumbers(revision: Revision): readonly number[] {
  return Object.keys(tables.get(revision) ?? []).map(Number)
}

function tableOf(revision: Revision): readonly (Precompile | undefined)[] {
  const table: (Precompile | undefined)[] = []
  const past = revisions.slice(0, revisions.indexOf(revision) + 1)
  for (const { address, name, since } of rows) {
    const merged: Partial<Precompile> = Object.assign({ name }, ...past.map((at) => since[at]))
    if (isComplete(merged)) table[address] = merged
  }
  return table
}

function isComplete(row: Partial<Precompile>): row is Precompile {
  return row.run !== undefined && row.gas !== undefined
}
