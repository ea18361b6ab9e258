import { compileObject } from '../../src/yul/compile-object.ts'
import { parseYulObject } from '../../src/yul/parse-yul.ts'

/** How a contract ended, seen by the double of a host. */
export interface Outcome {
  readonly ended: 'finish' | 'revert' | 'trap' | 'returned'
  readonly output: Uint8Array
}

class Halt extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super(outcome.ended)
    this.outcome = outcome
  }
}

/**
 * Runs a module whose code is `code`, EVM-dialect Yul, over a double of a host that knows call data, code, storage and
 * the two ways to end.
 */
export function runYul(code: string, input: Uint8Array = new Uint8Array()): Outcome {
  return runModule(compileObject(parseYulObject(`object "t" { code { ${code} } }`)).bytes, input)
}

export function runModule(
  bytes: Uint8Array,
  input: Uint8Array = new Uint8Array(),
  code: Uint8Array = bytes,
): Outcome {
  const storage = new Map<string, Uint8Array>()
  let memory: WebAssembly.Memory | undefined
  const view = (offset: number, length: number): Uint8Array =>
    new Uint8Array(memory?.buffer ?? new ArrayBuffer(0), offset >>> 0, length >>> 0)
  const key = (offset: number): string => view(offset, 32).join()
  const copy = (source: Uint8Array) => (target: number, offset: number, length: number) =>
    view(target, length).set(source.subarray(offset, offset + length))
  const halt = (ended: Outcome['ended']) => (offset: number, length: number) => {
    throw new Halt({ ended, output: view(offset, length).slice() })
  }
  const ethereum = {
    getCallDataSize: () => input.length,
    callDataCopy: copy(input),
    getCodeSize: () => code.length,
    codeCopy: copy(code),
    storageStore: (slot: number, value: number) => storage.set(key(slot), view(value, 32).slice()),
    storageLoad: (slot: number, target: number) =>
      view(target, 32).set(storage.get(key(slot)) ?? new Uint8Array(32)),
    getCallValue: (target: number) => view(target, 16).fill(0),
    finish: halt('finish'),
    revert: halt('revert'),
  }
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), {
    ethereum,
  })
  memory = exports['memory'] as WebAssembly.Memory
  try {
    ;(exports['main'] as () => void)()
    return { ended: 'returned', output: new Uint8Array() }
  } catch (error) {
    if (error instanceof Halt) return error.outcome
    if (error instanceof WebAssembly.RuntimeError)
      return { ended: 'trap', output: new Uint8Array() }
    throw error
  }
}
