import { opcodes } from '../../src/evm/opcodes.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import type { FuzzCase, FuzzContract } from './fuzz-case.ts'

/** Tries of a smaller case; what is found by then is small enough to read. */
const MAX_TRIES = 600

/** A smaller case that still fails, found by leaving things out as long as it does. */
export async function shrinkCase(
  failing: FuzzCase,
  stillFails: (smaller: FuzzCase) => Promise<boolean>,
): Promise<FuzzCase> {
  let best = failing
  let tries = 0
  for (let found = true; found && tries < MAX_TRIES; ) {
    found = false
    for (const candidate of smallerCases(best)) {
      if (++tries > MAX_TRIES) break
      if (!(await stillFails(candidate))) continue
      best = candidate
      found = true
      break
    }
  }
  return best
}

function* smallerCases(fuzzCase: FuzzCase): Generator<FuzzCase> {
  const { contracts, input, value } = fuzzCase
  for (let i = contracts.length - 1; i > 0; i--)
    yield { ...fuzzCase, contracts: contracts.toSpliced(i, 1) }
  for (const [i, contract] of contracts.entries()) {
    for (const smaller of smallerContracts(contract)) {
      yield { ...fuzzCase, contracts: contracts.with(i, smaller) }
    }
  }
  if (input !== '0x') yield { ...fuzzCase, input: '0x' }
  if (value !== '0') yield { ...fuzzCase, value: '0' }
}

function* smallerContracts(contract: FuzzContract): Generator<FuzzContract> {
  for (const code of smallerCodes(fromHex(contract.code))) yield { ...contract, code: toHex(code) }
  if (Object.keys(contract.storage).length > 0) yield { ...contract, storage: {} }
  if (contract.balance !== '0') yield { ...contract, balance: '0' }
}

/** The code without its end, or with a part of it blanked: jumps elsewhere keep their destinations. */
function* smallerCodes(code: Uint8Array): Generator<Uint8Array> {
  for (let size = code.length >> 1; size > 0; size >>= 1) yield code.slice(0, code.length - size)
  for (let size = code.length >> 1; size > 0; size >>= 1) {
    for (let start = 0; start + size <= code.length; start += size) {
      const part = code.subarray(start, start + size)
      if (part.every((byte) => byte === opcodes.JUMPDEST.byte)) continue
      yield code.map((byte, i) => (i >= start && i < start + size ? opcodes.JUMPDEST.byte : byte))
    }
  }
}
