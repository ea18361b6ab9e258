import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { accountFunctions } from './account-functions.ts'
import { callFunctions } from './call-functions.ts'
import { contextFunctions, type FrameFunction } from './context-functions.ts'
import { createFunctions } from './create-functions.ts'
import { storageFunctions } from './storage-functions.ts'

/** What the interpreter asks JavaScript for, by opcode. */
export const hostFunctions: Readonly<Record<HostMnemonic, FrameFunction>> = {
  ...contextFunctions,
  ...accountFunctions,
  ...storageFunctions,
  ...callFunctions,
  ...createFunctions,
}
