import type { ExecutionResult } from '../engine/execution-result.ts'
import type { Host } from '../engine/host.ts'
import type { ContractCode, Message } from '../engine/message.ts'
import { toEngineError } from '../engine/native-limit.ts'
import { type Revision, revisions } from '../engine/revision.ts'
import { type StatusCode, statusCode } from '../engine/status-code.ts'
import type { Vm } from '../engine/vm.ts'
import { type EvmRules, evmRules } from './evm-rules.ts'
import { EvmFrame } from './host/evm-frame.ts'
import { EvmMemory } from './host/evm-memory.ts'
import { hostFunctions } from './host/host-functions.ts'
import { laidInput } from './host/laid-message.ts'
import {
  FRAMES,
  frameField,
  GAS_TABLES,
  HEADER_BYTES,
  STACK_LIMIT,
  TABLE_BYTES,
  WORD,
} from './interpreter/frame-layout.ts'
import { type HostFunction, type HostMnemonic, hostMnemonics } from './interpreter/host-opcodes.ts'
import { createInterpreter } from './interpreter/interpreter.ts'
import { jumpDestinations } from './jump-destinations.ts'
import { createTiers, type EvmVmOptions, type Tiers } from './tiers/tiers.ts'
import { StepTracer } from './trace/step-tracer.ts'

const NONE = new Uint8Array(0)
const INITIAL_PAGES = 4
const PAGE = 65_536
/** Zeros behind the code: STOP, and the immediate of a PUSH that the code's end cuts off. */
const CODE_PADDING = 40

/** The `Vm` for EVM bytecode. */
export function createEvmVm(options: EvmVmOptions = {}): Vm {
  return new EvmVm(options)
}

class EvmVm implements Vm {
  readonly #memory = new EvmMemory(INITIAL_PAGES)
  readonly #tiers: Tiers
  readonly #rules: ReadonlyMap<Revision, EvmRules>
  /** Jump destinations by the code's object. */
  readonly #destinations = new WeakMap<ContractCode, Uint8Array>()
  readonly #tracer: StepTracer | undefined
  #frame: EvmFrame | undefined

  constructor(options: EvmVmOptions) {
    const tracer = options.trace && new StepTracer(options.trace)
    this.#tracer = tracer
    this.#rules = new Map(revisions.map((revision) => [revision, evmRules(revision)]))
    const host = this.#imports()
    const step =
      tracer && ((pc: number, top: number, gas: bigint) => tracer.step(pc >>> 0, top >>> 0, gas))
    const interpreter = createInterpreter(this.#memory, host, step)
    const engine = { memory: this.#memory.wasm }
    this.#tiers = createTiers(options, interpreter.run, {
      engine,
      host,
      kernel: interpreter.kernel,
    })
  }

  execute(host: Host, revision: Revision, message: Message, code: ContractCode): ExecutionResult {
    const caller = this.#frame
    const at = align(caller === undefined ? FRAMES : caller.end)
    try {
      const frame = this.#enter(host, revision, message, at)
      this.#lay(frame, revision, code)
      this.#frame = frame
      this.#tracer?.enter(frame)
      const status = this.#tiers.run(frame, revision, code)
      this.#tracer?.leave(status)
      return resultOf(status, frame)
    } catch (thrown) {
      this.#tracer?.abort()
      throw toEngineError(thrown)
    } finally {
      this.#frame = caller
    }
  }

  /** What of EVM code may not be deployed is the chain's rule (EIP-170, EIP-3541). */
  refuseDeployment(revision: Revision, code: Uint8Array): undefined {
    this.#tiers.deployed(revision, code)
    return undefined
  }

  #enter(host: Host, revision: Revision, message: Message, at: number): EvmFrame {
    const rules = this.#rules.get(revision) as EvmRules
    const seen = this.#tracer?.hostFor(host) ?? host
    return new EvmFrame(seen, message, rules, this.#memory, at)
  }

  /** Writes header, input and code of a frame, and says where its stack and memory are. */
  #lay(frame: EvmFrame, revision: Revision, code: ContractCode): void {
    const { message, rules, at } = frame
    const destinations = this.#destinationsOf(code)
    const laid = laidInput(message, this.#memory)
    const input = at + HEADER_BYTES
    const inputLength = laid?.length ?? message.input.length
    const codeAt = align(laid === undefined ? input + inputLength : input)
    const bitmap = codeAt + code.bytes.length + CODE_PADDING
    const stackBottom = align(bitmap + destinations.length) + WORD * STACK_LIMIT
    this.#reserve(stackBottom)

    const { bytes, view } = this.#memory
    if (laid === undefined) bytes.set(message.input, input)
    bytes.set(code.bytes, codeAt)
    bytes.fill(0, codeAt + code.bytes.length, bitmap)
    bytes.set(destinations, bitmap)
    const set = (name: keyof typeof frameField, value: number): void =>
      view.setUint32(at + frameField[name], value, true)
    set('code', codeAt)
    set('codeLength', code.bytes.length)
    set('jumpDestinations', bitmap)
    set('stackBottom', stackBottom)
    set('memory', stackBottom)
    set('memorySize', 0)
    set('input', laid?.at ?? input)
    set('inputLength', inputLength)
    set('gasTable', GAS_TABLES + TABLE_BYTES * revisions.indexOf(revision))
    set('returnDataSize', 0)
    set('expByte', rules.expByte)
    frame.gas = message.gas
    view.setBigInt64(at + frameField.gasAside, 0n, true)
  }

  #destinationsOf(code: ContractCode): Uint8Array {
    const known = this.#destinations.get(code)
    if (known !== undefined) return known
    const destinations = jumpDestinations(code.bytes)
    this.#destinations.set(code, destinations)
    return destinations
  }

  #reserve(end: number): void {
    const { wasm } = this.#memory
    const missing = end - wasm.buffer.byteLength
    if (missing > 0) wasm.grow(Math.ceil(missing / PAGE))
  }

  #imports(): Readonly<Record<HostMnemonic, HostFunction>> {
    const bound = hostMnemonics.map((name): [HostMnemonic, HostFunction] => {
      const answer = hostFunctions[name]
      // Only running code calls it, so there is a frame. An address arrives signed.
      return [name, (top) => answer(this.#frame as EvmFrame, top >>> 0)]
    })
    return Object.fromEntries(bound) as Record<HostMnemonic, HostFunction>
  }
}

function align(address: number): number {
  return Math.ceil(address / WORD) * WORD
}

function resultOf(status: StatusCode, frame: EvmFrame): ExecutionResult {
  const isSuccess = status === statusCode.success
  if (!isSuccess && status !== statusCode.revert) {
    return { statusCode: status, gasLeft: 0n, gasRefund: 0n, output: NONE }
  }
  return {
    statusCode: status,
    gasLeft: frame.gas,
    gasRefund: isSuccess ? BigInt(frame.gasRefund) : 0n,
    output: frame.memory.read(frame.field('output'), frame.field('outputLength')),
  }
}
