import type { Code, Local } from '../../src/codegen/assembler/code.ts'
import type { FunctionBuilder } from '../../src/codegen/assembler/function-builder.ts'
import { i32, i64 } from '../../src/codegen/assembler/instructions.ts'
import { type Call, ModuleBuilder } from '../../src/codegen/assembler/module-builder.ts'
import { defineKernel } from '../../src/codegen/kernel/kernel.ts'
import { KERNEL_END } from '../../src/codegen/kernel/memory-map.ts'
import { wordType } from '../../src/codegen/kernel/word.ts'
import { compileOptimised } from '../../src/primitives/optimised-module.ts'
import type { WordCase } from './word-case.ts'

const FIRST_OPERANDS = KERNEL_END + 64
const WORD = 32
const PAGES = 8

/** Runs a case `count` times; the exclusive or of all results. */
export type RunCase = (count: number) => bigint

/** The kernel as compiled contracts use it: a module of its own, called by Wasm of another. */
export function kernelSubject(): (wordCase: WordCase) => RunCase {
  const memory = new WebAssembly.Memory({ initial: PAGES })
  const builder = new ModuleBuilder()
  builder.importMemory('engine', 'memory', { min: 1, max: undefined })
  defineKernel(builder)
  const engine = { memory }
  const kernel = new WebAssembly.Instance(compileOptimised(builder.encode()), { engine }).exports
  let free = FIRST_OPERANDS
  return (wordCase) => {
    const start = free
    const end = start + write(memory, wordCase, start)
    free = end
    const module = compileOptimised(loopModule(wordCase, start))
    const { run } = new WebAssembly.Instance(module, { engine, kernel }).exports
    return (count) => {
      const limbs = (run as (count: number, end: number) => bigint[])(count, end)
      return limbs.reduceRight((word, limb) => (word << 64n) | BigInt.asUintN(64, limb), 0n)
    }
  }
}

/** Writes the operands, or the message, and says how many bytes they take. */
function write(memory: WebAssembly.Memory, wordCase: WordCase, start: number): number {
  const { operation, operands } = wordCase
  const view = new DataView(memory.buffer)
  if (operation === 'keccak') {
    const length = Number(operands[0])
    for (let i = 0; i < length; i++) view.setUint8(start + i, i * 7)
    return length
  }
  for (const [index, word] of operands.entries()) {
    for (const [limb, shift] of [0n, 64n, 128n, 192n].entries()) {
      view.setBigUint64(start + WORD * index + 8 * limb, BigInt.asUintN(64, word >> shift), true)
    }
  }
  return WORD * operands.length
}

/** A module whose `run(count, end)` calls the operation with one set of operands after the other. */
function loopModule(wordCase: WordCase, start: number): Uint8Array<ArrayBuffer> {
  const { operation, arity } = wordCase
  const module = new ModuleBuilder()
  module.importMemory('engine', 'memory', { min: 1, max: undefined })
  const isHash = operation === 'keccak'
  const params = Array.from({ length: 4 * arity }, () => 'i64' as const)
  const call = module.importFunction(
    'kernel',
    operation,
    isHash ? { params: ['i32', 'i32', 'i32'], results: [] } : { params, results: wordType },
  )
  const step = isHash ? hashStep(wordCase, start) : operationStep(wordCase)
  const signature = { params: ['i32', 'i32'], results: wordType } as const
  module.define('run', signature, (f, [count, end]) => {
    const at = f.local('i32')
    const all = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i64')]
    return [
      ...at.set(start),
      ...f.while(
        () => count,
        () => [
          ...count.set(i32.sub(count, 1)),
          ...step(f, { call, at, all }),
          ...at.set(i32.add(at, WORD * arity)),
          ...f.if(i32.ge_u(at, end), () => at.set(start)),
        ],
      ),
      ...f.return(...all),
    ]
  })
  return module.encode()
}

interface Loop {
  readonly call: Call
  readonly at: Local
  readonly all: readonly Local[]
}

type Step = (f: FunctionBuilder, loop: Loop) => Code

function operationStep({ arity }: WordCase): Step {
  return (f, { call, at, all }) => {
    const result = f.local('i64')
    const operands = Array.from({ length: 4 * arity }, (_, limb) => i64.load(at, 8 * limb))
    return [
      ...call(...operands),
      ...all.toReversed().flatMap((sum) => [...result.set([]), ...sum.set(i64.xor(sum, result))]),
    ]
  }
}

function hashStep({ operands: [length] }: WordCase, start: number): Step {
  return (_, { call, all }) => [
    ...call(start, Number(length), KERNEL_END),
    ...all.flatMap((sum, limb) => sum.set(i64.xor(sum, i64.load(0, KERNEL_END + 8 * limb)))),
  ]
}
