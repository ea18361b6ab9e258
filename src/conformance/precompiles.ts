import { basename } from 'node:path'
import type { Revision } from '../engine/revision.ts'
import type { Precompile } from '../precompiles/precompile.ts'
import { precompileAt } from '../precompiles/precompile-table.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import { address } from '../primitives/address.ts'
import { fromHex, toHex } from '../primitives/hex.ts'
import type { Suite } from './suite.ts'
import { UnknownVectorError } from './unknown-vector-error.ts'
import { isJsonObject, readVectorJson } from './vector-json.ts'

/** Which precompile a file's cases call and whose revision's gas they were filled with, by the file's name. */
// biome-ignore format: table
const subjects: Readonly<Record<string, { readonly address: number; readonly revision: Revision }>> = {
  ecRecover:       { address: 0x01, revision: 'frontier' },
  modexp:          { address: 0x05, revision: 'byzantium' },
  modexp_eip2565:  { address: 0x05, revision: 'berlin' },
  modexp_eip7883:  { address: 0x05, revision: 'osaka' },
  bn256Add:        { address: 0x06, revision: 'istanbul' },
  bn256ScalarMul:  { address: 0x07, revision: 'istanbul' },
  bn256Pairing:    { address: 0x08, revision: 'istanbul' },
  blake2F:         { address: 0x09, revision: 'istanbul' },
  pointEvaluation: { address: 0x0a, revision: 'cancun' },
  blsG1Add:        { address: 0x0b, revision: 'prague' },
  blsG1Mul:        { address: 0x0c, revision: 'prague' },
  blsG1MultiExp:   { address: 0x0c, revision: 'prague' },
  blsG2Add:        { address: 0x0d, revision: 'prague' },
  blsG2Mul:        { address: 0x0e, revision: 'prague' },
  blsG2MultiExp:   { address: 0x0e, revision: 'prague' },
  blsPairing:      { address: 0x0f, revision: 'prague' },
  blsMapG1:        { address: 0x10, revision: 'prague' },
  blsMapG2:        { address: 0x11, revision: 'prague' },
  p256Verify:      { address: 0x100, revision: 'osaka' },
}

/** go-ethereum's vectors of precompile calls: input, expected output or failure, and gas. */
export const precompilesSuite: Suite = {
  name: 'precompiles',
  summary: "Calls of precompiles with their output and gas (go-ethereum's testdata).",
  accepts: (path) => path.endsWith('.json'),
  async run(path, report) {
    const cases = readVectorJson(path)
    if (!Array.isArray(cases)) throw new UnknownVectorError(path, 'it is no JSON array of calls')
    const subject = subjectOf(path)
    await preparePrecompiles()
    const precompile = precompileAt(subject.revision, addressOf(subject.address))
    for (const [index, test] of cases.entries()) {
      const name = isJsonObject(test) ? String(test['Name']) : `#${index}`
      if (precompile === undefined)
        report.skip(name, `no precompile 0x${subject.address.toString(16)} yet`)
      else report.check(name, () => judge(precompile, test))
    }
  },
}

function subjectOf(path: string): (typeof subjects)[string] {
  const name = basename(path, '.json').replace(/^fail-/, '')
  const subject = Object.entries(subjects).find(([key]) => key.toLowerCase() === name.toLowerCase())
  if (subject === undefined) throw new UnknownVectorError(path, `no precompile is called ${name}`)
  return subject[1]
}

function judge(precompile: Precompile, test: unknown): string | undefined {
  if (!isJsonObject(test) || typeof test['Input'] !== 'string') return 'the case has no Input'
  const input = fromHex(test['Input'])
  const output = precompile.run(input)
  if (test['ExpectedError'] !== undefined) {
    return output === undefined ? undefined : `expected a failure, got ${toHex(output)}`
  }
  if (output === undefined) return 'expected an output, the call failed'
  const expected = toHex(fromHex(String(test['Expected'])))
  if (toHex(output) !== expected) return `expected ${expected}, got ${toHex(output)}`
  const gas = precompile.gas(input)
  return gas === BigInt(Number(test['Gas'])) ? undefined : `expected ${test['Gas']} gas, got ${gas}`
}

function addressOf(number: number): ReturnType<typeof address> {
  const bytes = new Uint8Array(20)
  new DataView(bytes.buffer).setUint16(18, number)
  return address(bytes)
}
