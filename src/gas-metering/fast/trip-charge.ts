import type { CountedLoop } from './counted-loop.ts'
import type { FastWalk } from './fast-walk.ts'

export function emitTripCharge(_walk: FastWalk, _loop: CountedLoop): void {}
