import { generateModule } from '../../../../src/codegen/generate-module.ts'
import type { BlockBuilder } from '../../../../src/codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../../src/codegen/ir/function-builder.ts'
import type { Value } from '../../../../src/codegen/ir/instruction.ts'
import { type OperationName, op, operations } from '../../../../src/codegen/ir/operation.ts'
import { wordsOfBytes } from '../../../../src/codegen/ir/words.ts'
import { type StatusCode, statusCode } from '../../../../src/engine/status-code.ts'
import type { EvmTranslator } from '../../../../src/evm/compiler/compiled-module.ts'
import { frameEnvironment } from '../../../../src/evm/compiler/effects/frame-environment.ts'
import { charge, chargeExponent } from '../../../../src/evm/compiler/effects/gas-effects.ts'
import { fail, stop } from '../../../../src/evm/compiler/effects/halt-effects.ts'
import {
  load,
  store,
  storeByte,
  touch,
} from '../../../../src/evm/compiler/effects/memory-effects.ts'
import { opcodeEffects } from '../../../../src/evm/compiler/effects/opcode-effects.ts'
import { baseGas } from '../../../../src/evm/gas-schedule.ts'
import { type Mnemonic, mnemonics, opcodes } from '../../../../src/evm/opcodes.ts'

const STACK_LIMIT = 1024
const halts: ReadonlySet<Mnemonic> = new Set(['STOP', 'RETURN', 'REVERT', 'SELFDESTRUCT'])
const names = new Map<number, Mnemonic>(mnemonics.map((name) => [opcodes[name].byte, name]))

/**
 * The plainest compiler there can be, to test effects with: one block, gas by the instruction, nothing optimised. Refuses code
 * with jumps.
 */
export const straightLine: EvmTranslator = (code, revision) => {
  const builder = new IrFunctionBuilder('main', 0, 0)
  const lowering = new StraightLine(builder.block(), code)
  const gas = baseGas(revision)
  while (!lowering.isEnded) {
    const byte = code[lowering.pc] ?? opcodes.STOP.byte
    const name = names.get(byte)
    const cost = name === undefined ? undefined : gas.get(name)
    if (name === 'JUMP' || name === 'JUMPI') return { ok: false, reason: 'It jumps.' }
    if (name === undefined || cost === undefined) lowering.fail(statusCode.undefinedInstruction)
    else lowering.step(name, cost)
  }
  const program = { functions: [builder.build()], main: 0, table: [] }
  const module = generateModule(program, frameEnvironment)
  return module === undefined ? { ok: false, reason: 'tangled' } : { ok: true, module }
}

class StraightLine {
  pc = 0
  readonly #block: BlockBuilder
  readonly #code: Uint8Array
  #stack: Value[] = []

  constructor(block: BlockBuilder, code: Uint8Array) {
    this.#block = block
    this.#code = code
  }

  get isEnded(): boolean {
    return this.#block.isEnded
  }

  fail(status: StatusCode): void {
    this.#block.halt(fail, [], [status])
  }

  step(name: Mnemonic, cost: number): void {
    const { pops, pushes, immediate } = opcodes[name]
    this.#block.effect(charge, [], [cost])
    if (this.#stack.length < pops) this.fail(statusCode.stackUnderflow)
    else if (this.#stack.length - pops + pushes > STACK_LIMIT) this.fail(statusCode.stackOverflow)
    else this.#execute(name)
    this.pc += 1 + immediate
  }

  #execute(name: Mnemonic): void {
    const { pops, immediate } = opcodes[name]
    if (name === 'PC') this.#stack.push(this.#block.number(this.pc))
    else if (name.startsWith('PUSH')) this.#stack.push(this.#immediate(immediate))
    else if (name.startsWith('DUP')) this.#stack.push(this.#stack.at(-pops) as Value)
    else if (name.startsWith('SWAP')) this.#swap(pops)
    else if (name === 'INVALID') this.fail(statusCode.invalidInstruction)
    else if (name !== 'JUMPDEST') this.#calculate(name)
  }

  #calculate(name: Mnemonic): void {
    const args = this.#stack.splice(this.#stack.length - opcodes[name].pops).reverse()
    const effect = name === 'STOP' ? stop : opcodeEffects[name]
    if (effect !== undefined && halts.has(name)) this.#block.halt(effect, args)
    else {
      const value = effect === undefined ? this.#word(name, args) : this.#block.effect(effect, args)
      if (opcodes[name].pushes === 1) this.#stack.push(value)
    }
  }

  #word(name: Mnemonic, args: Value[]): Value {
    const block = this.#block
    const [a, b, c] = args as [Value, Value, Value]
    if (name === 'POP') return a
    if (name === 'MLOAD') return block.effect(load, [block.effect(touch, [a], [32])])
    if (name === 'MSTORE') return block.effect(store, [block.effect(touch, [a], [32]), b])
    if (name === 'MSTORE8') return block.effect(storeByte, [block.effect(touch, [a], [1]), b])
    if (name === 'EXP') block.effect(chargeExponent, [b])
    const operation = name.toLowerCase() as OperationName
    const { arity } = operations[operation]
    if (arity === 1) return block.unary(op[operation], a)
    return arity === 2 ? block.binary(op[operation], a, b) : block.ternary(op[operation], a, b, c)
  }

  #immediate(length: number): Value {
    const bytes = new Uint8Array(length)
    bytes.set(this.#code.subarray(this.pc + 1, this.pc + 1 + length))
    return this.#block.constant(wordsOfBytes(bytes))
  }

  #swap(pops: number): void {
    const stack = this.#stack
    const [top, below] = [stack.at(-1), stack.at(-pops)]
    stack[stack.length - 1] = below as Value
    stack[stack.length - pops] = top as Value
  }
}
