import { opcode } from '../../../wasm/opcode.ts'
import { limbCount, setLowLimb } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const LIMBS = 4
const LIMB_BITS = 64

/** From the lowest limb up: what was counted below counts when the limb is 0. 256 for 0 (EIP-7939). */
export const countLeadingZeros: WordEmission = (out, result, [word]) => {
  const limbs = limbCount(word)
  const count = out.take('i64')
  out.i64(LIMBS * LIMB_BITS)
  out.set(count)
  for (let limb = 0; limb < limbs; limb++) {
    out.get(count)
    out.limb(word, limb)
    out.op(opcode['i64.clz'])
    out.i64(LIMB_BITS * (LIMBS - 1 - limb))
    out.op(opcode['i64.add'])
    out.limb(word, limb)
    out.op(opcode['i64.eqz'])
    out.op(opcode['select'])
    out.set(count)
  }
  out.get(count)
  setLowLimb(out, result)
  out.release(count)
}
