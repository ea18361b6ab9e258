import { ModuleBuilder } from '../../../src/codegen/assembler/module-builder.ts'
import type { Effect } from '../../../src/codegen/ir/effect.ts'
import type { Program } from '../../../src/codegen/ir/program.ts'
import { defineKernel } from '../../../src/codegen/kernel/kernel.ts'
import type { ColdExit, Emitter } from '../../../src/codegen/wasm/emitter.ts'
import type { Environment } from '../../../src/codegen/wasm/environment.ts'
import { opcode } from '../../../src/wasm/opcode.ts'
import { type EffectModel, Halted, ProgramInterpreter } from './interpret-program.ts'

const STATUS = 0
const GAS_LEFT = 8
const LOG_END = 16
const FRAME = 4096
const INPUTS = 8192
const LOG = 16_384

/** What a program may end as. */
const status = { returned: 0, stopped: 1, outOfGas: 2 } as const

/** What can be seen of a run. */
export interface Observation {
  readonly status: number
  /** Of a stopped run: gas left and the stop's operand. */
  readonly gas: bigint
  readonly log: readonly bigint[]
}

function halt(out: Emitter, code: number): void {
  const frame = out.local('frame')
  out.get(frame)
  out.i32(code)
  out.memory(opcode['i32.store'], STATUS)
  out.get(frame)
  out.get(out.local('gas'))
  out.memory(opcode['i64.store'], GAS_LEFT)
  out.returnHalted()
}

/** Halted below, or out of gas here. */
const outOfGas: ColdExit = {
  name: 'outOfGas',
  emit: (out) => {
    out.get(out.local('gas'))
    out.i64(0, -0x2000_0000)
    out.op(opcode['i64.lt_s'])
    out.if()
    out.returnHalted()
    out.end()
    halt(out, status.outOfGas)
  },
}

/** Takes gas and ends the run when there is not enough. */
export const charge: Effect = {
  name: 'charge',
  resultBits: 0,
  emit: (out, { immediates: [cost = 0] }) => {
    const gas = out.local('gas')
    out.get(gas)
    out.i64(cost)
    out.op(opcode['i64.sub'])
    out.tee(gas)
    out.i64(0)
    out.op(opcode['i64.lt_s'])
    out.exitIf(outOfGas)
  },
}

export const stop: Effect = {
  name: 'stop',
  resultBits: 0,
  emit: (out) => halt(out, status.stopped),
}

/** Reads an input, all of it or its lowest 16 bits. */
export const input: Effect = {
  name: 'input',
  resultBits: 256,
  isRead: true,
  emit: (out, { immediates: [index = 0], result }) => {
    for (let limb = 0; limb < 4; limb++) {
      out.i32(INPUTS + 32 * index + 8 * limb)
      out.memory(opcode['i64.load'])
      if (result !== undefined) out.setLimb(result, limb)
    }
  },
}

export const smallInput: Effect = {
  name: 'smallInput',
  resultBits: 16,
  isRead: true,
  emit: (out, { immediates: [index = 0], result }) => {
    out.i32(INPUTS + 32 * index)
    out.memory(opcode['i64.load16_u'])
    if (result !== undefined) out.setLimb(result, 0)
  },
}

/** Writes a word to the log. */
export const output: Effect = {
  name: 'output',
  resultBits: 0,
  emit: (out, { args: [word] }) => {
    const at = out.take('i32')
    out.get(out.local('frame'))
    out.memory(opcode['i32.load'], LOG_END)
    out.set(at)
    for (let limb = 0; limb < 4; limb++) {
      out.get(at)
      if (word !== undefined) out.limb(word, limb)
      out.memory(opcode['i64.store'], LOG + 8 * limb)
    }
    out.get(out.local('frame'))
    out.get(at)
    out.i32(32)
    out.op(opcode['i32.add'])
    out.memory(opcode['i32.store'], LOG_END)
    out.release(at)
  },
}

export const environment: Environment = {
  memory: { module: 'engine', name: 'memory' },
  parameters: [{ name: 'frame', type: 'i32' }],
  threaded: [{ name: 'gas', type: 'i64' }],
  pushHalted: (out) => out.i64(0, -0x4000_0000),
  entries: [
    {
      name: 'run',
      params: ['i64'],
      results: ['i64'],
      emit: (out) => {
        out.i32(FRAME)
        out.get(0)
        out.callMain()
        out.return()
      },
    },
  ],
}

const memory = new WebAssembly.Memory({ initial: 16 })
const view = new DataView(memory.buffer)

const kernelBuilder = new ModuleBuilder()
kernelBuilder.importMemory('kernel', 'memory', { min: 1, max: undefined })
defineKernel(kernelBuilder)
const kernel = new WebAssembly.Instance(new WebAssembly.Module(kernelBuilder.encode()), {
  kernel: { memory },
}).exports

/** An instance of a compiled program; calling it runs it on inputs. */
export function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
): (inputs: readonly bigint[], gas: bigint) => Observation {
  const module = new WebAssembly.Module(bytes)
  const { exports } = new WebAssembly.Instance(module, { engine: { memory }, kernel })
  const run = exports['run'] as (gas: bigint) => bigint
  return (inputs, gas) => {
    for (const [at, word] of inputs.entries()) writeWord(INPUTS + 32 * at, word)
    view.setUint32(FRAME + LOG_END, 0, true)
    const left = run(gas)
    const log = Array.from({ length: view.getUint32(FRAME + LOG_END, true) / 32 }, (_, at) =>
      readWord(LOG + 32 * at),
    )
    if (left >= 0n) return { status: status.returned, gas: left, log }
    const ended = view.getUint32(FRAME + STATUS, true)
    const gasLeft = ended === status.outOfGas ? 0n : view.getBigInt64(FRAME + GAS_LEFT, true)
    return { status: ended, gas: gasLeft, log }
  }
}

/** The same from the interpreter. */
export function interpret(program: Program, inputs: readonly bigint[], gas: bigint): Observation {
  const log: bigint[] = []
  let [left, ended]: [bigint, number] = [gas, status.returned]
  const effects: Readonly<Record<string, EffectModel>> = {
    charge: (_, [cost = 0]) => {
      left -= BigInt(cost)
      if (left >= 0n) return 0n
      ended = status.outOfGas
      left = 0n
      throw new Halted()
    },
    stop: () => {
      ended = status.stopped
      throw new Halted()
    },
    input: (_, [index = 0]) => inputs[index] ?? 0n,
    smallInput: (_, [index = 0]) => (inputs[index] ?? 0n) & 0xffffn,
    output: ([word = 0n]) => {
      log.push(word)
      return 0n
    },
  }
  new ProgramInterpreter(program, effects).run()
  return { status: ended, gas: left, log }
}

function writeWord(at: number, word: bigint): void {
  for (let limb = 0; limb < 4; limb++) {
    view.setBigUint64(at + 8 * limb, BigInt.asUintN(64, word >> BigInt(64 * limb)), true)
  }
}

function readWord(at: number): bigint {
  let word = 0n
  for (let limb = 3; limb >= 0; limb--)
    word = (word << 64n) | view.getBigUint64(at + 8 * limb, true)
  return word
}
