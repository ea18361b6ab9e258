import { describe, expect, it } from 'vitest'
import type { ContractCode } from '../../../src/engine/message.ts'
import { EvmMemory } from '../../../src/evm/host/evm-memory.ts'
import { NOWHERE, ResidentCodes } from '../../../src/evm/host/resident-codes.ts'
import { FRAMES, RESIDENT_CODES } from '../../../src/evm/interpreter/frame-layout.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'

const JUMPDEST = 0x5b
const PAGES = Math.ceil(FRAMES / 65_536)

const codeOf = (bytes: Uint8Array): ContractCode => ({ bytes, hash: keccak256(bytes) })
const someCode = (length: number): ContractCode => codeOf(new Uint8Array(length).fill(JUMPDEST))

describe('ResidentCodes', () => {
  it('gives code a place when it is asked for the second time, and the same one from then on', () => {
    const codes = new ResidentCodes(new EvmMemory(PAGES))
    const code = someCode(100)
    expect(codes.find(code).at).toBe(NOWHERE)
    expect(codes.find(code).at).toBe(RESIDENT_CODES)
    expect(codes.find(code).at).toBe(RESIDENT_CODES)
  })

  it('writes the code, zeros, and the bitmap of its jump destinations, over what was there', () => {
    const memory = new EvmMemory(PAGES)
    memory.bytes.fill(0xff)
    const codes = new ResidentCodes(memory)
    const code = someCode(9)
    codes.find(code)
    const laid = codes.find(code)
    const written = memory.bytes.slice(laid.at, laid.at + laid.length)
    expect(written.subarray(0, 9)).toEqual(code.bytes)
    expect(written.subarray(9, laid.bitmapOffset).every((byte) => byte === 0)).toBe(true)
    expect(laid.bitmapOffset).toBeGreaterThanOrEqual(9 + 33)
    expect(written.subarray(laid.bitmapOffset)).toEqual(Uint8Array.of(0xff, 1))
  })

  it('does not move a code before there is room to be made, and does then', () => {
    const codes = new ResidentCodes(new EvmMemory(PAGES))
    const half = Math.floor((FRAMES - RESIDENT_CODES) / 2)
    const [first, second, third] = [someCode(half), someCode(half / 2), someCode(half)]
    for (const code of [first, second, third]) codes.find(code)
    const place = codes.find(second).at
    expect(codes.find(first).at).toBeGreaterThan(place)
    expect(codes.find(third).at).toBe(NOWHERE)
    expect(codes.find(second).at).toBe(place)
    codes.makeRoom()
    expect(codes.find(third).at).toBe(RESIDENT_CODES)
    expect(codes.find(second).at).not.toBe(place)
  })

  it('gives no place to code that is larger than all of it', () => {
    const codes = new ResidentCodes(new EvmMemory(PAGES))
    const code = someCode(FRAMES - RESIDENT_CODES)
    codes.find(code)
    expect(codes.find(code).at).toBe(NOWHERE)
    codes.makeRoom()
    expect(codes.find(code).at).toBe(NOWHERE)
  })
})
