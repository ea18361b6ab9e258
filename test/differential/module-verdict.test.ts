import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { admit } from '../../src/wasm/admit.ts'
import { unrestrictedProfile } from '../../src/wasm/contract-profile.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { vectorsFolder } from '../conformance/vectors.ts'
import { richModule } from '../wasm/module-bytes.ts'

/**
 * What V8 of Node 20 accepts beyond WebAssembly 2.0: by our reason, the bytes that may stand at the refused place. A
 * difference that is none of these is a bug of ours.
 */
// biome-ignore format: table
const beyondVersion2: Readonly<Record<string, readonly number[]>> = {
  'illegal opcode': [
    0x06, 0x07, 0x08, 0x09, 0x18, 0x19, // exceptions: try, catch, throw, rethrow, delegate, catch_all
    0x12, 0x13,                         // tail calls: return_call, return_call_indirect
    0xfe,                               // threads: atomic instructions
  ],
  'malformed limits flags': [0x03],     // threads: shared memory
  'malformed section id': [0x0d],       // exceptions: tags
  'malformed import kind': [0x04],
  'malformed export kind': [0x04],
}

/** A linear congruential generator: the same mutations in every run. */
class Mutator {
  private state: number

  constructor(seed: number) {
    this.state = seed
  }

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.state / 2 ** 32) * limit)
  }

  /** One truncation, or one to three changed bytes or bits behind the preamble. */
  mutate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    if (this.below(10) === 0) return bytes.slice(0, this.below(bytes.length))
    const changed = bytes.slice()
    for (let count = 1 + this.below(3); count > 0; count--) {
      const place = 8 + this.below(bytes.length - 8)
      const flipped = (changed[place] as number) ^ (1 << this.below(8))
      changed[place] = this.below(2) === 0 ? flipped : this.below(256)
    }
    return changed
  }
}

/** Whether V8 and `admit` agree, and what was wrong when they must and do not. */
function compare(bytes: Uint8Array<ArrayBuffer>): { accepted: boolean; difference?: string } {
  const accepted = WebAssembly.validate(bytes)
  const admission = admit(bytes, unrestrictedProfile)
  if (admission.ok === accepted) return { accepted }
  if (admission.ok) return { accepted, difference: 'admitted what V8 refuses' }
  const { message, offset = 0 } = admission.refusal
  const reason = message.replace(/^.*?: /, '').replace(/\.$/, '')
  const isKnown = beyondVersion2[reason]?.includes(bytes[offset] as number) ?? false
  return isKnown ? { accepted } : { accepted, difference: message }
}

function differences(seeds: readonly Uint8Array[], count: number) {
  const mutator = new Mutator(20_240_612)
  const found: string[] = []
  let accepted = 0
  for (let round = 0; round < count; round++) {
    const mutant = mutator.mutate(seeds[mutator.below(seeds.length)] as Uint8Array)
    const verdict = compare(mutant)
    if (verdict.accepted) accepted++
    if (verdict.difference)
      found.push(`${verdict.difference} ${Buffer.from(mutant).toString('hex')}`)
  }
  return { found: found.slice(0, 5), accepted }
}

/** Valid modules of the public suite, small and a few of each folder. */
function vectorSeeds(folder: string): readonly Uint8Array[] {
  return readdirSync(folder).flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.wasm'))
      .slice(0, 8)
      .map((file) => new Uint8Array(readFileSync(join(folder, name, file))))
      .filter((bytes) => bytes.length < 5000 && WebAssembly.validate(bytes)),
  )
}

describe('the verdict on mutated modules is that of V8', () => {
  it('for a module with one of each thing', () => {
    const { found, accepted } = differences([encodeModule(richModule)], 10_000)
    expect(found).toEqual([])
    expect(accepted).toBeGreaterThan(500) // both verdicts must occur
    expect(accepted).toBeLessThan(9_500)
  })

  const folder = vectorsFolder('wasm-spec')
  it.skipIf(folder === undefined)('for modules of the core suite', () => {
    const { found, accepted } = differences(vectorSeeds(folder ?? ''), 10_000)
    expect(found).toEqual([])
    expect(accepted).toBeGreaterThan(500)
  })
})
