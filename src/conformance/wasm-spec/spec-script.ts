import { dirname, join } from 'node:path'
import { UnknownVectorError } from '../unknown-vector-error.ts'
import { isJsonObject, type JsonObject, readVectorObject } from '../vector-json.ts'

/** A value of a script: its bits as decimal text, `null` for a null reference, or a NaN pattern; lanes for vectors. */
export interface SpecValue {
  readonly type: string
  readonly value: string | readonly string[] | undefined
  /** `i8` to `f64`: what the entries of a vector's `value` are. */
  readonly laneType: string | undefined
}

/** What an assertion does: calls an exported function or reads an exported global. */
export interface SpecAction {
  readonly kind: 'invoke' | 'get'
  /** Name of the module, undefined for the latest. */
  readonly module: string | undefined
  readonly field: string
  readonly args: readonly SpecValue[]
}

interface Line {
  readonly line: number
}
interface ModuleFile extends Line {
  /** Path of the module. */
  readonly file: string
}

/** One command of a script that wast2json made. */
export type SpecCommand =
  | (ModuleFile & { readonly type: 'module'; readonly name: string | undefined })
  | (Line & {
      readonly type: 'register'
      readonly name: string | undefined
      readonly as: string
    })
  | (Line & { readonly type: 'action'; readonly action: SpecAction })
  | (Line & {
      readonly type: 'assert_return'
      readonly action: SpecAction
      readonly expected: readonly SpecValue[]
    })
  | (Line & {
      readonly type: 'assert_trap' | 'assert_exhaustion'
      readonly action: SpecAction
      readonly text: string
    })
  | (ModuleFile & {
      readonly type: 'assert_invalid' | 'assert_malformed'
      readonly moduleType: string
      readonly text: string
    })
  | (ModuleFile & {
      readonly type: 'assert_unlinkable' | 'assert_uninstantiable'
      readonly text: string
    })

/**
 * The commands in a JSON file of wast2json, in their order.
 * @throws UnknownVectorError when the file is something else.
 */
export function readSpecScript(path: string): readonly SpecCommand[] {
  const commands = readVectorObject(path)['commands']
  if (!Array.isArray(commands)) throw new UnknownVectorError(path, 'it has no commands')
  return commands.map((command) => new CommandReader(path, command).read())
}

class CommandReader {
  private readonly path: string
  private readonly json: JsonObject

  constructor(path: string, json: unknown) {
    this.path = path
    this.json = isJsonObject(json) ? json : this.fail('a command is no object')
  }

  read(): SpecCommand {
    const line = Number(this.json['line'])
    const type = this.text('type')
    switch (type) {
      case 'module':
        return { type, line, file: this.file(), name: this.optionalText('name') }
      case 'register':
        return { type, line, name: this.optionalText('name'), as: this.text('as') }
      case 'action':
        return { type, line, action: this.action() }
      case 'assert_return':
        return { type, line, action: this.action(), expected: this.values(this.json['expected']) }
      case 'assert_trap':
      case 'assert_exhaustion':
        return { type, line, action: this.action(), text: this.text('text') }
      case 'assert_invalid':
      case 'assert_malformed':
        return { type, line, ...this.moduleText(), moduleType: this.text('module_type') }
      case 'assert_unlinkable':
      case 'assert_uninstantiable':
        return { type, line, ...this.moduleText() }
      default:
        return this.fail(`the command ${type} is unknown`)
    }
  }

  private fail(reason: string): never {
    throw new UnknownVectorError(this.path, reason)
  }

  private text(key: string, json: JsonObject = this.json): string {
    const value = json[key]
    return typeof value === 'string' ? value : this.fail(`a command has no ${key}`)
  }

  private optionalText(key: string, json: JsonObject = this.json): string | undefined {
    return json[key] === undefined ? undefined : this.text(key, json)
  }

  private file(): string {
    return join(dirname(this.path), this.text('filename'))
  }

  private moduleText(): { file: string; text: string } {
    return { file: this.file(), text: this.text('text') }
  }

  private action(): SpecAction {
    const json = this.json['action']
    if (!isJsonObject(json)) return this.fail('a command has no action')
    const kind = this.text('type', json)
    if (kind !== 'invoke' && kind !== 'get') return this.fail(`the action ${kind} is unknown`)
    return {
      kind,
      module: this.optionalText('module', json),
      field: this.text('field', json),
      args: this.values(json['args'] ?? []),
    }
  }

  private values(json: unknown): readonly SpecValue[] {
    if (!Array.isArray(json)) return this.fail('values are no list')
    return json.map((value: unknown) => {
      if (!isJsonObject(value)) return this.fail('a value is no object')
      return {
        type: this.text('type', value),
        value: this.bits(value['value']),
        laneType: this.optionalText('lane_type', value),
      }
    })
  }

  private bits(json: unknown): SpecValue['value'] {
    if (json === undefined || typeof json === 'string') return json
    if (!Array.isArray(json)) return this.fail('a value is neither text nor a list')
    return json.map(String)
  }
}
