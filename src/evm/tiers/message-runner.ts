import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type { StatusCode } from '../../engine/status-code.ts'
import type { EvmFrame } from '../host/evm-frame.ts'

/** Runs the code of a frame that lies in memory, on one tier or another: no result tells which. */
export type MessageRunner = (frame: EvmFrame, revision: Revision, code: ContractCode) => StatusCode
