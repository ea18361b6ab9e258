import { describe, expect, it } from 'vitest'
import type { Code } from '../../../src/codegen/assembler/code.ts'
import { i32, i64 } from '../../../src/codegen/assembler/instructions.ts'
import { ModuleBuilder } from '../../../src/codegen/assembler/module-builder.ts'
import { binarySignature } from '../../../src/codegen/kernel/word.ts'
import { statusCode } from '../../../src/engine/status-code.ts'
import type { EvmTranslator } from '../../../src/evm/compiler/compiled-module.ts'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { FRAME_OPERANDS, frameField } from '../../../src/evm/interpreter/frame-layout.ts'
import { toBigint } from '../../../src/primitives/big-endian.ts'
import { code } from '../evm-code.ts'
import { CONTRACT, messageRunner } from '../run-evm.ts'
import { onThisThread } from './on-this-thread.ts'

/** A module by hand: multiplies 7 by 6 in the kernel and returns the address that a host function gives it. */
function handMade(): Uint8Array {
  const module = new ModuleBuilder()
  module.importMemory('engine', 'memory', { min: 1, max: undefined })
  const mul = module.importFunction('kernel', 'mul', binarySignature)
  const address = module.importFunction('host', 'ADDRESS', { params: ['i32'], results: ['i32'] })
  module.define('run', { params: ['i32'], results: ['i32'] }, (f, [frame]): Code => {
    const limbs = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i64')] as const
    return [
      ...mul(7n, 0n, 0n, 0n, 6n, 0n, 0n, 0n),
      ...[...limbs].reverse().flatMap((limb) => limb.set([])),
      ...i64.store(frame, i64.sub(i64.load(frame), limbs[0]), frameField.gas),
      ...i32.store(frame, i32.add(frame, FRAME_OPERANDS), frameField.output),
      ...i32.store(frame, 32, frameField.outputLength),
      ...address(i32.add(frame, FRAME_OPERANDS)), // the gas to charge, 0, is the status of success
    ]
  })
  return module.encode()
}

describe('compiled code', () => {
  const translated: string[] = []
  const translate: EvmTranslator = (bytes, revision) => {
    translated.push(`${bytes.length} ${revision}`)
    return bytes.length === 1
      ? { ok: true, module: handMade() }
      : { ok: false, reason: 'not made by hand' }
  }
  const run = messageRunner(createEvmVm({ tier: 'compiled', translator: onThisThread(translate) }))

  it('runs on the frames of the interpreter, with its kernel and its host functions', () => {
    const { statusCode: status, gasLeft, output } = run(code('INVALID'))
    expect(status).toBe(statusCode.success)
    expect(gasLeft).toBe(1_000_000n - 42n)
    expect(toBigint(output)).toBe(toBigint(CONTRACT))
  })

  it('is compiled once for all revisions that make no difference to it', () => {
    translated.length = 0
    run(code('STOP'), 'cancun')
    run(code('STOP'), 'prague')
    run(code('STOP'), 'paris')
    expect(translated).toEqual(['1 cancun', '1 london'])
  })

  it('gives way to the first tier where the compiler refuses', () => {
    expect(run(code('PUSH0', 'POP')).statusCode).toBe(statusCode.success)
    expect(run(code('POP', 'POP')).statusCode).toBe(statusCode.stackUnderflow)
  })
})
