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
import { NOWHERE, ResidentCodes } from './host/resident-codes.ts'
import { SlotCache } from './host/slot-cache.ts'
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
import { createTiers, type EvmVmOptions, type Tiers } from './tiers/tiers.ts'
import { StepTracer } from './trace/step-tracer.ts'

const NONE = new Uint8Array(0)
const PAGE = 65_536
const INITIAL_PAGES = Math.ceil(FRAMES / PAGE) + 2

/** The `Vm` for EVM bytecode. */
export function createEvmVm(options: EvmVmOptions = {}): Vm {
  return new EvmVm(options)
}

class EvmVm implements Vm {
  readonly #memory = new EvmMemory(INITIAL_PAGES)
  readonly #tiers: Tiers
  readonly #codes = new ResidentCodes(this.#memory)
  readonly #slots = new SlotCache(this.#memory)
  readonly #rules: ReadonlyMap<Revision, EvmRules>
  readonly #gasTables: ReadonlyMap<Revision, number>
  readonly #tracer: StepTracer | undefined
  #frame: EvmFrame | undefined

  constructor(options: EvmVmOptions) {
    const tracer = options.trace && new StepTracer(options.trace)
    this.#tracer = tracer
    this.#rules = new Map(revisions.map((revision) => [revision, evmRules(revision)]))
    this.#gasTables = new Map(
      revisions.map((revision, i) => [revision, GAS_TABLES + TABLE_BYTES * i]),
    )
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
    if (caller === undefined) this.#codes.makeRoom()
    try {
      const frame = this.#enter(host, revision, message, caller)
      this.#lay(frame, revision, code)
      this.#frame = frame
      this.#tracer?.enter(frame)
      const status = this.#tiers.run(frame, revision, code)
      this.#tracer?.leave(status)
      if (status === statusCode.success) this.#slots.writeBack()
      else this.#slots.takeBack()
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

  #enter(host: Host, revision: Revision, message: Message, caller: EvmFrame | undefined): EvmFrame {
    const rules = this.#rules.get(revision) as EvmRules
    const seen = this.#tracer?.hostFor(host) ?? host
    const at = align(caller === undefined ? FRAMES : caller.end)
    if (caller === undefined) this.#slots.begin(seen)
    else {
      this.#slots.enter(seen)
      // What is above the caller's memory is not 0 any more.
      caller.setField(frameField.clearedSize, caller.field(frameField.memorySize))
    }
    return new EvmFrame(seen, message, rules, this.#slots, at)
  }

  /** Writes header, input and code of a frame, and says where its stack and memory are. */
  #lay(frame: EvmFrame, revision: Revision, code: ContractCode): void {
    const { message, at } = frame
    const laid = this.#codes.find(code)
    const isResident = laid.at !== NOWHERE
    const input = laidInput(message, this.#memory)
    const inputAt = input?.inputAt ?? at + HEADER_BYTES
    const inputLength = input?.inputLength ?? message.input.length
    const inputEnd = align(at + HEADER_BYTES + (input === undefined ? inputLength : 0))
    const codeAt = isResident ? laid.at : inputEnd
    const codeEnd = isResident ? inputEnd : align(inputEnd + laid.length)
    const stackBottom = codeEnd + WORD * STACK_LIMIT
    this.#reserve(stackBottom)

    if (input === undefined && inputLength > 0) this.#memory.write(inputAt, message.input)
    if (!isResident) this.#codes.lay(laid, codeAt)
    const { view } = this.#memory
    view.setUint32(at + frameField.code, codeAt, true)
    view.setUint32(at + frameField.codeLength, laid.bytes.length, true)
    view.setUint32(at + frameField.jumpDestinations, codeAt + laid.bitmapOffset, true)
    view.setUint32(at + frameField.stackBottom, stackBottom, true)
    view.setUint32(at + frameField.memory, stackBottom, true)
    view.setUint32(at + frameField.memorySize, 0, true)
    view.setUint32(at + frameField.clearedSize, 0, true)
    view.setUint32(at + frameField.input, inputAt, true)
    view.setUint32(at + frameField.inputLength, inputLength, true)
    view.setUint32(at + frameField.gasTable, this.#gasTables.get(revision) as number, true)
    view.setUint32(at + frameField.returnDataSize, 0, true)
    view.setUint32(at + frameField.expByte, frame.rules.expByte, true)
    frame.begin()
  }

  #reserve(end: number): void {
    const { wasm, bytes } = this.#memory
    const missing = end - bytes.length
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
    gasRefund: isSuccess ? frame.gasRefund : 0n,
    output: frame.memory.read(frame.field(frameField.output), frame.field(frameField.outputLength)),
  }
}
