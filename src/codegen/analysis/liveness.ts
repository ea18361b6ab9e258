import type { IrFunction } from '../ir/program.ts'

/** Which variables are read behind a place before they are set again, as bit sets by block. */
export interface Liveness {
  /** Words of 32 variables for each block. */
  readonly stride: number
  /** Before each block. */
  readonly in: Uint32Array
  /** Behind each block. */
  readonly out: Uint32Array
}

/** Sets that hold nothing yet. */
export function emptyLiveness({ blocks, variables }: IrFunction): Liveness {
  const stride = (variables + 31) >> 5
  const words = stride * blocks.length
  return { stride, in: new Uint32Array(words), out: new Uint32Array(words) }
}

/** All variables live everywhere: right, and no help. */
export function everythingLive(each: IrFunction): Liveness {
  const liveness = emptyLiveness(each)
  liveness.in.fill(0xffff_ffff)
  liveness.out.fill(0xffff_ffff)
  return liveness
}

export function isLiveIn({ stride, in: sets }: Liveness, block: number, variable: number): boolean {
  return isIn(sets, block * stride, variable)
}

export function isLiveOut({ stride, out }: Liveness, block: number, variable: number): boolean {
  return isIn(out, block * stride, variable)
}

function isIn(sets: Uint32Array, start: number, variable: number): boolean {
  return (((sets[start + (variable >> 5)] as number) >>> (variable & 31)) & 1) === 1
}
