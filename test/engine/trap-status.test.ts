import { describe, expect, it } from 'vitest'
import { EngineError } from '../../src/engine/engine-error.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import { trapStatus } from '../../src/engine/trap-status.ts'
import { trapReason } from '../../src/gas-metering/metered-abi.ts'
import { wat } from '../ewasm-eei/ewasm-contract.ts'

/** The trap that V8 raises for `body`. */
function trapOf(body: string): WebAssembly.RuntimeError {
  const text = `(module (memory 1) (table 1 funcref) (type $t (func)) (func (export "main") ${body}))`
  const module = new WebAssembly.Module(wat(text) as Uint8Array<ArrayBuffer>)
  const { main } = new WebAssembly.Instance(module).exports
  try {
    ;(main as () => void)()
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) return thrown
  }
  throw new Error('there was no trap')
}

describe('trapStatus', () => {
  // biome-ignore format: table
  it.each([
    { body: 'unreachable',                                                status: 'wasmUnreachableInstruction' },
    { body: '(drop (i32.load (i32.const 65533)))',                        status: 'invalidMemoryAccess' },
    { body: '(drop (i32.div_u (i32.const 1) (i32.const 0)))',             status: 'wasmTrap' },
    { body: '(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))',   status: 'wasmTrap' },
    { body: '(drop (i64.rem_u (i64.const 1) (i64.const 0)))',             status: 'wasmTrap' },
    { body: '(call_indirect (type $t) (i32.const 0))',                    status: 'wasmTrap' },
    { body: '(call_indirect (type $t) (i32.const 1))',                    status: 'wasmTrap' },
    { body: '(memory.fill (i32.const 65536) (i32.const 0) (i32.const 1))', status: 'invalidMemoryAccess' },
  ] as const)('$body is $status', ({ body, status }) => {
    expect(trapStatus(trapReason.contract, trapOf(body))).toBe(statusCode[status])
  })

  it('is none where the machine has no memory', () => {
    expect(() => trapStatus(trapReason.machineMemory, trapOf('unreachable'))).toThrow(EngineError)
  })

  it("takes the metered module's word first", () => {
    const trap = trapOf('unreachable')
    expect(trapStatus(trapReason.outOfGas, trap)).toBe(statusCode.outOfGas)
    expect(trapStatus(trapReason.stackExhausted, trap)).toBe(statusCode.stackOverflow)
    expect(trapStatus(trapReason.pagesExhausted, trap)).toBe(statusCode.failure)
  })
})
