import type { IrFunction } from '../ir/program.ts'

/** Which variables are read after a block, before they are set again. */
export interface Liveness {
  /** Words of 32 variables for each block. */
  readonly stride: number
  readonly out: Uint32Array
}

/** Whether a variable is live behind a block. */
export function isLiveOut({ stride, out }: Liveness, block: number, variable: number): boolean {
  return (((out[block * stride + (variable >> 5)] as number) >>> (variable & 31)) & 1) === 1
}

/** All variables live everywhere: right, and no help. */
export function everythingLive({ blocks, variables }: IrFunction): Liveness {
  const stride = (variables + 31) >> 5
  return { stride, out: new Uint32Array(stride * blocks.length).fill(0xffff_ffff) }
}
