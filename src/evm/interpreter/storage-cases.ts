import { i32, i64 } from '../../codegen/assembler/instructions.ts'
import { setLimbs, storeWord } from '../../codegen/kernel/word.ts'
import type { Mnemonic } from '../opcodes.ts'
import type { Case } from './word-cases.ts'

/** SLOAD and SSTORE: they leave the frame only for slots that are not at hand. */
export const storageCases = {
  SLOAD: (r) => [
    ...setLimbs([...r.a, r.narrow], [r.functions.storageLoad(r.frame, ...r.limbs(0))]),
    ...r.charge(i64.extend_i32_u(r.narrow)),
    ...storeWord(r.sp, r.a),
  ],
  SSTORE: (r) => [
    ...r.narrow.set(r.functions.storageStore(r.frame, r.gas, ...r.limbs(0), ...r.limbs(1))),
    ...r.f.if(i32.lt_s(r.narrow, 0), () => r.f.return(i32.sub(0, r.narrow))),
    ...r.charge(i64.extend_i32_u(r.narrow)),
  ],
} as const satisfies Readonly<Partial<Record<Mnemonic, Case>>>
