import { decodeInstructions } from './decode-instructions.ts'
import { InstructionBuffer } from './instruction-buffer.ts'
import { functionType } from './item-type.ts'
import type {
  ConstantExpression,
  DataSegment,
  ElementSegment,
  Func,
  FuncType,
  GlobalType,
  Import,
  Limits,
  TableType,
  WasmModule,
} from './module.ts'
import { type ModuleNames, moduleNames } from './name-section.ts'
import { opcode } from './opcode.ts'
import { type IndexNames, printInstruction } from './print-instruction.ts'
import { valueTypeName } from './value-type-name.ts'

const MAX_PRINTED_LOCALS = 50_000
const { block: BLOCK, if: IF, else: ELSE, end: END } = opcode

/**
 * The module in the text format: one instruction a line, blocks indented, functions by the names of the name section.
 *
 * @see https://webassembly.github.io/spec/core/text/modules.html
 */
export function printModule(module: WasmModule): string {
  return new ModulePrinter(module).print()
}

class ModulePrinter {
  private readonly module: WasmModule
  private readonly names: ModuleNames
  private readonly functionIds: ReadonlyMap<number, string>
  private readonly buffer = new InstructionBuffer()
  private readonly lines: string[] = []

  constructor(module: WasmModule) {
    this.module = module
    this.names = moduleNames(module)
    this.functionIds = identifiers(this.names.functions)
  }

  print(): string {
    const { module, lines } = this
    lines.push('(module')
    for (const [index, type] of module.types.entries()) {
      lines.push(`  (type (;${index};) (func${signature(type)}))`)
    }
    const imports = importCounts(module.imports)
    for (const item of module.imports) this.printImport(item)
    for (const [position, func] of module.functions.entries()) {
      this.printFunction(func, imports.func + position)
    }
    for (const [position, type] of module.tables.entries()) {
      lines.push(`  (table (;${imports.table + position};) ${tableType(type)})`)
    }
    for (const [position, type] of module.memories.entries()) {
      lines.push(`  (memory (;${imports.memory + position};) ${limits(type)})`)
    }
    for (const [position, { type, init }] of module.globals.entries()) {
      const index = imports.global + position
      lines.push(`  (global (;${index};) ${globalType(type)} ${this.constant(init)})`)
    }
    for (const { name, kind, index } of module.exports) {
      const id = kind === 'func' ? this.func(index) : index
      lines.push(`  (export ${quote(name)} (${kind} ${id}))`)
    }
    if (module.start !== undefined) lines.push(`  (start ${this.func(module.start)})`)
    for (const [index, segment] of module.elements.entries()) this.printElement(segment, index)
    for (const [index, segment] of module.data.entries()) this.printData(segment, index)
    lines.push(')')
    return `${lines.join('\n')}\n`
  }

  private func(index: number): string {
    return this.functionIds.get(index) ?? String(index)
  }

  /** `$name (;3;)`, or only the comment. */
  private label(index: number): string {
    const id = this.functionIds.get(index)
    return id === undefined ? `(;${index};)` : `${id} (;${index};)`
  }

  private importedFunctions = 0

  private printImport({ module, name, description }: Import): void {
    this.lines.push(`  (import ${quote(module)} ${quote(name)} (${this.describe(description)}))`)
  }

  private describe(description: Import['description']): string {
    switch (description.kind) {
      case 'func':
        return `func ${this.label(this.importedFunctions++)} (type ${description.typeIndex})`
      case 'table':
        return `table ${tableType(description.type)}`
      case 'memory':
        return `memory ${limits(description.limits)}`
      case 'global':
        return `global ${globalType(description.type)}`
    }
  }

  private printFunction({ typeIndex, locals, body, bodyOffset }: Func, index: number): void {
    const type = functionType(this.module, index) ?? { params: [], results: [] }
    this.lines.push(`  (func ${this.label(index)} (type ${typeIndex})${signature(type)}`)
    for (const { count, type: local } of locals) {
      // A claim of a million locals is not written out.
      const name = valueTypeName(local)
      const list =
        count <= MAX_PRINTED_LOCALS
          ? Array(count).fill(name).join(' ')
          : `(; ${count} times ;) ${name}`
      if (count > 0) this.lines.push(`    (local ${list})`)
    }
    const table = decodeInstructions(body, bodyOffset, this.buffer)
    const names = this.indexNames(index)
    let depth = 2
    for (let row = 0; row < table.length - 1; row++) {
      const code = table.opcode[row] as number
      if (code === END || code === ELSE) depth--
      this.lines.push(`${'  '.repeat(depth)}${printInstruction(table, row, names)}`)
      if ((code >= BLOCK && code <= IF) || code === ELSE) depth++
    }
    this.lines.push('  )')
  }

  private indexNames(index: number): IndexNames {
    const locals = this.names.locals.get(index)
    return {
      func: (called) => this.func(called),
      local: (local) => {
        const name = locals?.get(local)
        return name === undefined ? String(local) : `${local} (;${name.replaceAll(';', ',')};)`
      },
    }
  }

  /** A constant expression in parentheses: it has one instruction before its `end`. */
  private constant(expression: ConstantExpression): string {
    const table = decodeInstructions(expression, 0, this.buffer)
    const names = this.indexNames(-1)
    const printed = Array.from({ length: table.length - 1 }, (_, row) =>
      printInstruction(table, row, names),
    )
    return `(${printed.join(' ')})`
  }

  private printElement({ type, mode, items }: ElementSegment, index: number): void {
    const place =
      mode.kind === 'active'
        ? ` (table ${mode.index}) (offset ${this.constant(mode.offset)})`
        : mode.kind === 'declarative'
          ? ' declare'
          : ''
    const content =
      items.kind === 'functions'
        ? `func ${items.indices.map((each) => this.func(each)).join(' ')}`
        : `${valueTypeName(type)} ${items.expressions.map((each) => `(item ${this.constant(each)})`).join(' ')}`
    this.lines.push(`  (elem (;${index};)${place} ${content.trim()})`)
  }

  private printData({ mode, bytes }: DataSegment, index: number): void {
    const place = mode.kind === 'active' ? ` (offset ${this.constant(mode.offset)})` : ''
    this.lines.push(`  (data (;${index};)${place} ${quoteBytes(bytes)})`)
  }
}

function importCounts(imports: readonly Import[]): Record<Import['description']['kind'], number> {
  const counts = { func: 0, table: 0, memory: 0, global: 0 }
  for (const { description } of imports) counts[description.kind]++
  return counts
}

/** `$name` by index, for names that are identifiers and no other function's. */
function identifiers(names: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  const taken = new Set<string>()
  const ids = new Map<number, string>()
  for (const [index, name] of names) {
    if (!/^[\w!#$%&'*+\-./:<=>?@\\^`|~]+$/.test(name) || taken.has(name)) continue
    taken.add(name)
    ids.set(index, `$${name}`)
  }
  return ids
}

function signature({ params, results }: FuncType): string {
  const list = (keyword: string, types: FuncType['params']) =>
    types.length === 0 ? '' : ` (${keyword} ${types.map(valueTypeName).join(' ')})`
  return list('param', params) + list('result', results)
}

function limits({ min, max }: Limits): string {
  return max === undefined ? String(min) : `${min} ${max}`
}

function tableType({ element, limits: size }: TableType): string {
  return `${limits(size)} ${valueTypeName(element)}`
}

function globalType({ type, mutable }: GlobalType): string {
  return mutable ? `(mut ${valueTypeName(type)})` : valueTypeName(type)
}

function quote(text: string): string {
  return quoteBytes(new TextEncoder().encode(text))
}

/** A string of the text format; bytes outside of printable ASCII as two hex digits. */
function quoteBytes(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
    text += isPlain ? String.fromCharCode(byte) : `\\${byte.toString(16).padStart(2, '0')}`
  }
  return `"${text}"`
}
