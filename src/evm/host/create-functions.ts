import { statusCode } from '../../engine/status-code.ts'
import { ZERO_ADDRESS } from '../../primitives/address.ts'
import type { Bytes32 } from '../../primitives/bytes32.ts'
import type { HostMnemonic } from '../interpreter/host-opcodes.ts'
import { type FrameFunction, SLOT } from './context-functions.ts'
import type { EvmFrame } from './evm-frame.ts'
import { allButOne64th, isSuccess, nestingIn, send } from './nested-message.ts'

const NONE = new Uint8Array(0)
/** Gas for hashing a word of init code (EIP-1014). */
const CREATE2_WORD = 6

/** CREATE and CREATE2. Stack: value, offset and length of the init code, salt (CREATE2 only). */
export const createFunctions = {
  CREATE: (frame, top) => create(frame, top, undefined),
  CREATE2: (frame, top) => create(frame, top, frame.memory.bytes32(top + 3 * SLOT)),
} as const satisfies Readonly<Partial<Record<HostMnemonic, FrameFunction>>>

function create(frame: EvmFrame, top: number, create2Salt: Bytes32 | undefined): number {
  const { memory, rules, message, txContext } = frame
  if (message.isStatic) return -statusCode.staticModeViolation
  const length = memory.low32(top + 2 * SLOT)
  const isTooLong = rules.initCodeSize === 'limited' && length > txContext.maxInitCodeSize
  if (isTooLong) return -statusCode.outOfGas
  const perWord = rules.initCodeWord + (create2Salt === undefined ? 0 : CREATE2_WORD)
  const available = frame.gas - BigInt(Math.ceil(length / SLOT) * perWord)
  if (available < 0n) return -statusCode.outOfGas

  const gas = rules.forwarding === 'all' ? available : allButOne64th(available)
  frame.gas = available
  const result = send(
    frame,
    {
      kind: create2Salt === undefined ? 'create' : 'create2',
      isStatic: false,
      recipient: ZERO_ADDRESS,
      sender: message.recipient,
      codeAddress: ZERO_ADDRESS,
      value: memory.word(top),
      input: memory.read(frame.memoryAt(top + SLOT), length),
      gas,
      create2Salt,
      ...nestingIn(frame),
    },
    gas,
  )
  const created = isSuccess(result) ? result?.createAddress : undefined
  // What a constructor returned became code; only a revert leaves data.
  if (result?.statusCode !== statusCode.revert) frame.returnData = NONE
  memory.writeAddress(top + (create2Salt === undefined ? 2 : 3) * SLOT, created ?? ZERO_ADDRESS)
  return 0
}
