import type { Host } from '../../engine/host.ts'
import type { Message } from '../../engine/message.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import type { EvmFrame } from '../host/evm-frame.ts'
import { frameField, UNDEFINED_GAS, WORD } from '../interpreter/frame-layout.ts'
import { type Mnemonic, mnemonics, opcodes } from '../opcodes.ts'
import type { EvmStep, StepListener } from './evm-step.ts'

/** A running frame and its instruction that has begun; what that cost is known when the next one begins. */
interface TracedFrame {
  readonly frame: EvmFrame
  begun: Omit<EvmStep, 'gasCost' | 'error'> | undefined
}

const names: readonly (Mnemonic | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  mnemonics.find((name) => opcodes[name].byte === byte),
)
const statusNames = new Map(Object.entries(statusCode).map(([name, code]) => [code, name]))

/** Turns what the interpreter's hook sees into steps. */
export class StepTracer {
  readonly #listener: StepListener
  readonly #frames: TracedFrame[] = []

  constructor(listener: StepListener) {
    this.#listener = listener
  }

  enter(frame: EvmFrame): void {
    this.#frames.push({ frame, begun: undefined })
  }

  /** The hook: an instruction begins. All addresses are in the interpreter's memory. */
  step(pc: number, top: number, gas: bigint): void {
    const traced = this.#frames.at(-1)
    if (traced === undefined) return
    this.#finish(traced, gas)
    const { frame } = traced
    const op = frame.memory.bytes[pc] ?? 0
    traced.begun = {
      pc: pc - frame.field(frameField.code),
      op,
      opName: nameOf(frame, op),
      gas,
      memorySize: frame.field(frameField.memorySize),
      stack: stackOf(frame, top),
      depth: this.#frames.length,
      returnData: frame.returnData,
      refund: this.#frames.reduce((sum, { frame: { gasRefund } }) => sum + Number(gasRefund), 0),
    }
  }

  /** `host`, but that its nested messages end the instruction that sends them. */
  hostFor(host: Host): Host {
    return new Proxy(host, {
      get: (target, property: keyof Host) => {
        if (property !== 'call') return bound(target, property)
        return (message: Message) => {
          this.#sent(message)
          return target.call(message)
        }
      },
    })
  }

  /** A frame ends, which says what its last instruction cost. */
  leave(status: StatusCode): void {
    const traced = this.#frames.pop()
    if (traced === undefined) return
    const keepsGas = status === statusCode.success || status === statusCode.revert
    const { frame, begun } = traced
    const error = status === statusCode.success ? undefined : statusNames.get(status)
    if (keepsGas) this.#finish(traced, frame.gas, error)
    else if (begun !== undefined) {
      this.#listener({ ...begun, gasCost: baseGasOf(frame, begun.op) ?? 0n, error })
    }
  }

  /** The engine failed: nothing of this transaction goes on. */
  abort(): void {
    this.#frames.length = 0
  }

  /** A call has cost what its caller is charged, and what it passes on; creates pass on without a charge. */
  #sent({ kind, gas, value }: Message): void {
    const traced = this.#frames.at(-1)
    if (traced?.begun === undefined) return
    const { frame } = traced
    const isCreate = kind === 'create' || kind === 'create2'
    const hasStipend = value !== 0n && (kind === 'call' || kind === 'callcode')
    const stipend = hasStipend ? BigInt(frame.rules.callStipend) : 0n
    this.#finish(traced, isCreate ? frame.gas : frame.gas - (gas - stipend))
  }

  #finish(traced: TracedFrame, gasAfter: bigint, error?: string): void {
    const { begun } = traced
    if (begun === undefined) return
    traced.begun = undefined
    this.#listener({ ...begun, gasCost: begun.gas - gasAfter, error })
  }
}

function nameOf(frame: EvmFrame, op: number): string {
  const name = baseGasOf(frame, op) === undefined ? undefined : names[op]
  return name ?? `opcode 0x${op.toString(16).padStart(2, '0')} not defined`
}

/** Undefined where the frame's revision has no such opcode. */
function baseGasOf(frame: EvmFrame, op: number): bigint | undefined {
  const gas = frame.memory.view.getBigInt64(frame.field(frameField.gasTable) + 8 * op, true)
  return gas === UNDEFINED_GAS ? undefined : gas
}

function stackOf(frame: EvmFrame, top: number): bigint[] {
  const stack: bigint[] = []
  for (let at = frame.field(frameField.stackBottom) - WORD; at >= top; at -= WORD) {
    stack.push(frame.memory.word(at))
  }
  return stack
}

function bound(host: Host, property: keyof Host): unknown {
  const value: unknown = host[property]
  return typeof value === 'function' ? value.bind(host) : value
}
