import { readFileSync } from 'node:fs'
import { trapReason } from '../../gas-metering/metered-abi.ts'
import { UnreachableError } from '../../primitives/unreachable-error.ts'
import { SpecInvoker } from './spec-invoker.ts'
import {
  compileSpecModule,
  SpecInstance,
  type SpecMetering,
  type SpecModule,
} from './spec-module.ts'
import type { SpecAction, SpecCommand } from './spec-script.ts'
import { spectestModule } from './spectest-module.ts'
import { isTrap } from './trap-text.ts'

/** What became of a command: nothing to say when it passed, else the reason. */
export type SpecVerdict = { readonly status: 'fail' | 'skip'; readonly reason: string } | undefined

/** The reason to skip assertions about the text format, which this product does not read. */
export const TEXT_FORMAT_REASON = 'the assertion is about the text format'

type Command<Type extends SpecCommand['type']> = Extract<SpecCommand, { type: Type }>

/** Runs the commands of one script in their order. */
export class ScriptRunner {
  private readonly metering: SpecMetering
  private readonly invoker = new SpecInvoker()
  private readonly imports: Record<string, WebAssembly.Exports>
  private readonly instances: SpecInstance[] = []
  private readonly named = new Map<string, SpecInstance>()

  constructor(metering: SpecMetering) {
    this.metering = metering
    const spectest = new WebAssembly.Instance(new WebAssembly.Module(spectestModule()))
    this.imports = { spectest: { ...spectest.exports } as WebAssembly.Exports }
  }

  run(command: SpecCommand): SpecVerdict {
    switch (command.type) {
      case 'module':
        return this.define(command)
      case 'register':
        return this.register(command)
      case 'action':
        return failure(this.perform(command.action))
      case 'assert_return':
        return failure(this.perform(command.action) ?? this.invoker.compare(command.expected))
      case 'assert_trap':
        return failure(this.expectTrap(command.action, command.text))
      case 'assert_exhaustion':
        return failure(this.expectExhaustion(command.action))
      case 'assert_invalid':
      case 'assert_malformed':
        return this.expectRefusal(command)
      case 'assert_unlinkable':
      case 'assert_uninstantiable':
        return failure(this.expectNoInstance(command))
      default:
        throw new UnreachableError(command)
    }
  }

  private define({ file, name }: Command<'module'>): SpecVerdict {
    const instance = new SpecInstance(this.compile(file), this.imports)
    this.instances.push(instance)
    if (name !== undefined) this.named.set(name, instance)
    return undefined
  }

  private register({ name, as }: Command<'register'>): SpecVerdict {
    this.imports[as] = this.instance(name).exports as WebAssembly.Exports
    return undefined
  }

  private compile(file: string): SpecModule {
    const compilation = compileSpecModule(readFileSync(file), this.metering)
    if (!compilation.ok)
      throw new TypeError(`refused a valid module: ${compilation.refusal.message}`)
    return compilation.module
  }

  private instance(name: string | undefined): SpecInstance {
    const instance = name === undefined ? this.instances.at(-1) : this.named.get(name)
    if (instance === undefined) throw new TypeError(`there is no module ${name ?? 'yet'}`)
    return instance
  }

  /** What the action threw that is no trap and no exhaustion, as a reason; those two are thrown on. */
  private perform(action: SpecAction): string | undefined {
    const thrown = this.attempt(action)
    return thrown === undefined ? undefined : `expected results, got ${String(thrown)}`
  }

  private attempt(action: SpecAction): unknown {
    const instance = this.instance(action.module)
    for (const each of this.instances) each.refill()
    try {
      this.invoker.perform(instance, action)
      return undefined
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return error
      throw error
    }
  }

  private expectTrap(action: SpecAction, text: string): string | undefined {
    const thrown = this.attempt(action)
    if (!(thrown instanceof WebAssembly.RuntimeError)) {
      return `expected the trap "${text}", got ${String(thrown ?? 'results')}`
    }
    if (this.reasons().some((reason) => reason !== trapReason.contract)) {
      return `expected the trap "${text}", metering ended it`
    }
    return isTrap(thrown.message, text)
      ? undefined
      : `expected the trap "${text}", got "${thrown.message}"`
  }

  /** With metering it must be our own stack-height limit that ends the recursion. */
  private expectExhaustion(action: SpecAction): string | undefined {
    const thrown = this.attempt(action)
    if (this.metering === 'none') {
      return thrown instanceof RangeError ? undefined : `expected exhaustion, got ${String(thrown)}`
    }
    const isOurs =
      thrown instanceof WebAssembly.RuntimeError &&
      this.reasons().includes(trapReason.stackExhausted)
    return isOurs ? undefined : `expected the stack-height limit, got ${String(thrown)}`
  }

  private reasons(): readonly (number | undefined)[] {
    const reasons = this.instances.map((instance) => instance.trapReason())
    return this.metering === 'none' ? [] : reasons
  }

  private expectRefusal(command: Command<'assert_invalid' | 'assert_malformed'>): SpecVerdict {
    if (command.moduleType !== 'binary') return { status: 'skip', reason: TEXT_FORMAT_REASON }
    const expected = command.type === 'assert_invalid' ? 'INVALID_MODULE' : 'MALFORMED_MODULE'
    const compilation = compileSpecModule(readFileSync(command.file), this.metering)
    const found = compilation.ok ? 'no refusal' : compilation.refusal.code
    if (found === expected) return undefined
    return { status: 'fail', reason: `expected ${expected} (${command.text}), got ${found}` }
  }

  private expectNoInstance(
    command: Command<'assert_unlinkable' | 'assert_uninstantiable'>,
  ): string | undefined {
    const module = this.compile(command.file)
    try {
      new SpecInstance(module, this.imports)
      return `expected "${command.text}", got an instance`
    } catch (error) {
      return isExpectedFailure(error, command)
        ? undefined
        : `expected "${command.text}", got ${error}`
    }
  }
}

/** A module that is not registered is a TypeError of the JavaScript interface, everything else a LinkError. */
function isExpectedFailure(
  error: unknown,
  { type, text }: Command<'assert_unlinkable' | 'assert_uninstantiable'>,
): boolean {
  if (type === 'assert_unlinkable') {
    return (
      error instanceof WebAssembly.LinkError ||
      (error instanceof TypeError && /import/i.test(error.message))
    )
  }
  const message = error instanceof WebAssembly.RuntimeError ? error.message : undefined
  return message !== undefined && isTrap(message.replace(/^WebAssembly\.Instance\(\): /, ''), text)
}

function failure(reason: string | undefined): SpecVerdict {
  return reason === undefined ? undefined : { status: 'fail', reason }
}
