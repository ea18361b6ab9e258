import { functionType, globalType } from '../../wasm/item-type.ts'
import type { WasmModule } from '../../wasm/module.ts'
import { ARGUMENTS_OFFSET, functionDriver, globalDriver, RESULTS_OFFSET } from './driver-module.ts'
import type { SpecInstance } from './spec-module.ts'
import type { SpecAction, SpecValue } from './spec-script.ts'
import {
  compareReference,
  compareValue,
  isReference,
  SLOT_BYTES,
  toReference,
  writeValue,
} from './spec-value.ts'

type Run = (...references: readonly (object | null)[]) => unknown

/** Carries out actions bit for bit: through a driver module for each export, with numbers and vectors in memory. */
export class SpecInvoker {
  private readonly memory = new WebAssembly.Memory({ initial: 1 })
  private readonly view = new DataView(this.memory.buffer)
  private readonly drivers = new Map<unknown, Run>()
  private readonly compiled = new Map<string, WebAssembly.Module>()
  private references: readonly unknown[] = []

  /** Runs an action. What it throws is the trap. */
  perform(instance: SpecInstance, action: SpecAction): void {
    const run = this.driver(instance, action)
    for (const [index, value] of action.args.entries()) {
      if (isReference(value.type)) continue
      writeValue(this.view, ARGUMENTS_OFFSET + index * SLOT_BYTES, value)
    }
    const references = action.args.filter(({ type }) => isReference(type)).map(toReference)
    const result = run(...references)
    this.references = Array.isArray(result) ? result : [result]
  }

  /** Why the results of the last action are not the expected ones, or undefined. */
  compare(expected: readonly SpecValue[]): string | undefined {
    let reference = 0
    for (const [index, value] of expected.entries()) {
      const reason = isReference(value.type)
        ? compareReference(this.references[reference++], value)
        : compareValue(this.view, RESULTS_OFFSET + index * SLOT_BYTES, value)
      if (reason !== undefined) return reason
    }
    return undefined
  }

  private driver({ source, exports }: SpecInstance, { field, kind }: SpecAction): Run {
    const target = exports[field]
    if (target === undefined) throw new TypeError(`there is no export ${JSON.stringify(field)}`)
    const known = this.drivers.get(target)
    if (known !== undefined) return known
    const module = this.compile(source, field, kind)
    const instance = new WebAssembly.Instance(module, { driver: { target, memory: this.memory } })
    const run = instance.exports['run'] as Run
    this.drivers.set(target, run)
    return run
  }

  /** One compiled driver for each type. */
  private compile(source: WasmModule, field: string, kind: SpecAction['kind']): WebAssembly.Module {
    const item = source.exports.find(({ name }) => name === field)
    const type = kind === 'get' ? globalType(source, item?.index ?? -1) : undefined
    const called = kind === 'get' ? undefined : functionType(source, item?.index ?? -1)
    const key = JSON.stringify([type, called])
    const known = this.compiled.get(key)
    if (known !== undefined) return known
    const bytes = type ? globalDriver(type) : called ? functionDriver(called) : undefined
    if (bytes === undefined) throw new TypeError(`the export ${field} has another kind`)
    const module = new WebAssembly.Module(bytes)
    this.compiled.set(key, module)
    return module
  }
}
