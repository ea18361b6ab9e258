import type { GasSchedule } from '../../../src/gas-metering/gas-schedule.ts'
import { indexSpace } from '../../../src/gas-metering/index-space.ts'
import { classOf } from '../../../src/gas-metering/instruction-class.ts'
import { signatureSource } from '../../../src/gas-metering/signature-source.ts'
import { stackNeed } from '../../../src/gas-metering/stack-height.ts'
import { decodeInstructions } from '../../../src/wasm/decode-instructions.ts'
import type { InstructionTable } from '../../../src/wasm/instruction-table.ts'
import { type Func, type FuncType, valueType, type WasmModule } from '../../../src/wasm/module.ts'
import { type InstructionName, instructionName } from '../../../src/wasm/opcode.ts'
import { access, binary, ReferenceTrap, unary, type Value } from './integer-operators.ts'

export class ReferenceOutOfGas extends Error {}
export class ReferenceStackExhausted extends Error {}

/** An imported function: sees the instance, so that it can look at the gas and the memory. */
export type ReferenceHost = (instance: ReferenceInstance, name: string, args: Value[]) => Value[]

interface Code {
  readonly func: Func
  readonly type: FuncType
  readonly table: InstructionTable
  readonly names: readonly InstructionName[]
  readonly stack: { readonly units: number; readonly checked: boolean }
}

interface Label {
  readonly arity: number
  readonly height: number
  /** Row to go on behind when the label is branched to; for a loop its own row. */
  readonly target: number
  readonly isLoop: boolean
}

const PAGE = 65_536

/**
 * A slow interpreter of the integer subset that charges before every instruction: the definition of metering that both
 * strategies are compared with. Written from core/exec, one case for each instruction, without regard to speed.
 */
export class ReferenceInstance {
  readonly module: WasmModule
  memory: Uint8Array
  readonly globals: Value[]
  readonly tables: Value[][]
  units = 0n
  stackLeft = 0
  readonly #schedule: GasSchedule
  readonly #host: ReferenceHost
  readonly #codes: readonly Code[]
  readonly #importNames: readonly string[]
  readonly #signatures
  readonly #droppedData = new Set<number>()

  constructor(module: WasmModule, schedule: GasSchedule, host: ReferenceHost) {
    this.module = module
    this.#schedule = schedule
    this.#host = host
    const space = indexSpace(module)
    const signatures = signatureSource(module, space)
    this.#signatures = signatures
    this.#importNames = module.imports.flatMap((entry) =>
      entry.description.kind === 'func' ? [entry.name] : [],
    )
    this.#codes = module.functions.map((func) => {
      const type = signatures.ofType(func.typeIndex)
      const table = decodeInstructions(func.body)
      const names = Array.from({ length: table.length }, (_, row) => {
        const name = instructionName(table.opcode[row] ?? -1)
        if (name === undefined) throw new Error(`no instruction ${table.opcode[row]}`)
        return name
      })
      return { func, type, table, names, stack: stackNeed(func, table, type, signatures) }
    })
    this.memory = new Uint8Array((module.memories[0]?.min ?? 0) * PAGE)
    this.globals = module.globals.map(({ init }) => this.#constant(init))
    this.tables = module.tables.map(({ limits }) => Array<Value>(limits.min).fill(null))
    this.#initialize()
  }

  /** Calls an export with a gas limit in units; returns results, or throws what ended it. */
  invoke(name: string, args: readonly Value[], units: bigint, stackLeft: number): Value[] {
    this.units = units
    this.stackLeft = stackLeft
    const found = this.module.exports.find((entry) => entry.name === name)
    if (found?.kind !== 'func') throw new Error(`no exported function ${name}`)
    return this.#call(found.index, [...args])
  }

  #initialize(): void {
    for (const { mode, items } of this.module.elements) {
      if (mode.kind !== 'active' || items.kind !== 'functions') continue
      const offset = Number(this.#constant(mode.offset))
      items.indices.forEach((index, position) => {
        ;(this.tables[mode.index] as Value[])[offset + position] = index
      })
    }
    for (const { mode, bytes } of this.module.data) {
      if (mode.kind === 'active') this.memory.set(bytes, Number(this.#constant(mode.offset)))
    }
  }

  #constant(expression: Uint8Array): Value {
    const table = decodeInstructions(expression)
    const name = instructionName(table.opcode[0] ?? -1)
    if (name === 'i32.const') return table.immediate[0] ?? 0
    if (name === 'i64.const') return readS64(expression, 1)
    if (name === 'ref.null') return null
    throw new Error(`constant expression ${name}`)
  }

  #charge(units: number): void {
    this.units -= BigInt(units)
    if (this.units < 0n) throw new ReferenceOutOfGas()
  }

  #call(index: number, args: Value[]): Value[] {
    const imported = this.#importNames[index]
    if (imported !== undefined) return this.#host(this, imported, args)
    const code = this.#codes[index - this.#importNames.length]
    if (code === undefined) throw new Error(`no function ${index}`)
    const taken = code.stack.checked ? code.stack.units : 0
    if (this.stackLeft < taken) throw new ReferenceStackExhausted()
    this.stackLeft -= taken
    const declared = code.func.locals.flatMap(({ count, type }) =>
      Array<Value>(count).fill(zeroOf(type)),
    )
    this.#charge(declared.length * this.#schedule.declaredLocal)
    const results = this.#run(code, [...args, ...declared])
    this.stackLeft += taken
    return results
  }

  #run(code: Code, locals: Value[]): Value[] {
    const { table, names } = code
    const stack: Value[] = []
    const arity = code.type.results.length
    const labels: Label[] = [{ arity, height: 0, target: table.length - 1, isLoop: false }]
    let row = 0
    const pop = (): Value => {
      const value = stack.pop()
      if (value === undefined) throw new Error('operand stack is empty')
      return value
    }
    const popNumber = (): number => Number(pop())
    const branch = (depth: number): void => {
      const label = labels[labels.length - 1 - depth] as Label
      const values = label.arity === 0 ? [] : stack.slice(-label.arity)
      stack.length = label.height
      stack.push(...values)
      // A loop's label stays open, all others are left.
      labels.length = labels.length - depth - (label.isLoop ? 0 : 1)
      row = label.target
    }
    const enter = (isLoop: boolean, end: number): void => {
      const { params, results } = this.#signatures.ofBlock(table.immediate[row] ?? 0)
      labels.push({
        arity: isLoop ? params.length : results.length,
        height: stack.length - params.length,
        target: isLoop ? row : end,
        isLoop,
      })
    }
    while (row < table.length) {
      const name = names[row] as InstructionName
      const immediate = table.immediate[row] as number
      const immediate2 = table.immediate2[row] as number
      const instructionClass = classOf(name)
      if (instructionClass !== undefined)
        this.#charge(this.#schedule.instructions[instructionClass])
      const two = binary[name]
      const one = unary[name]
      if (two !== undefined) {
        const right = pop()
        stack.push(two(pop() as never, right as never))
      } else if (one !== undefined) {
        stack.push(one(pop() as never))
      } else if (access[name] !== undefined) {
        this.#access(name, immediate2 >>> 0, stack)
      } else {
        switch (name) {
          case 'unreachable':
            throw new ReferenceTrap('unreachable')
          case 'nop':
            break
          case 'block':
            enter(false, table.match[row] as number)
            break
          case 'loop':
            enter(true, 0)
            break
          case 'if': {
            const condition = popNumber()
            const end = table.match[row] as number
            const alternative = table.elseRow[row] as number
            enter(false, end)
            if (condition === 0) {
              if (alternative >= 0) row = alternative
              else {
                labels.pop()
                row = end
              }
            }
            break
          }
          case 'else': // reached from the then-part: leave the block
            labels.pop()
            row = table.match[row] as number
            break
          case 'end':
            labels.pop()
            break
          case 'br':
            branch(immediate)
            break
          case 'br_if':
            if (popNumber() !== 0) branch(immediate)
            break
          case 'br_table': {
            const index = popNumber() >>> 0
            const last = immediate2 - 1
            branch(table.labels[immediate + Math.min(index, last)] as number)
            break
          }
          case 'return':
            return arity === 0 ? [] : stack.slice(-arity)
          case 'call':
            this.#callFrom(stack, immediate)
            break
          case 'call_indirect': {
            const position = popNumber() >>> 0
            const entries = this.tables[immediate2] as Value[]
            const target = entries[position]
            if (target === undefined || target === null) throw new ReferenceTrap('table element')
            const wanted = this.#signatures.ofType(immediate)
            const found = this.#signatures.ofFunction(Number(target))
            if (!sameType(wanted, found)) throw new ReferenceTrap('indirect call type mismatch')
            this.#callFrom(stack, Number(target))
            break
          }
          case 'drop':
            pop()
            break
          case 'select':
          case 'select t': {
            const condition = popNumber()
            const second = pop()
            const first = pop()
            stack.push(condition !== 0 ? first : second)
            break
          }
          case 'local.get':
            stack.push(locals[immediate] as Value)
            break
          case 'local.set':
            locals[immediate] = pop()
            break
          case 'local.tee':
            locals[immediate] = stack.at(-1) as Value
            break
          case 'global.get':
            stack.push(this.globals[immediate] as Value)
            break
          case 'global.set':
            this.globals[immediate] = pop()
            break
          case 'i32.const':
            stack.push(immediate)
            break
          case 'i64.const':
            stack.push(readS64(table.body, (table.offset[row] as number) + 1))
            break
          case 'memory.size':
            stack.push(this.memory.length / PAGE)
            break
          case 'memory.grow':
            stack.push(this.#grow(popNumber() >>> 0))
            break
          case 'memory.fill': {
            const count = popNumber() >>> 0
            const value = popNumber()
            const start = popNumber() >>> 0
            this.#charge(count * this.#schedule.bulkByte)
            this.#bounds(start, count)
            this.memory.fill(value & 0xff, start, start + count)
            break
          }
          case 'memory.copy': {
            const count = popNumber() >>> 0
            const source = popNumber() >>> 0
            const target = popNumber() >>> 0
            this.#charge(count * this.#schedule.bulkByte)
            this.#bounds(source, count)
            this.#bounds(target, count)
            this.memory.copyWithin(target, source, source + count)
            break
          }
          case 'memory.init': {
            const count = popNumber() >>> 0
            const source = popNumber() >>> 0
            const target = popNumber() >>> 0
            this.#charge(count * this.#schedule.bulkByte)
            const bytes = this.#droppedData.has(immediate)
              ? new Uint8Array(0)
              : (this.module.data[immediate]?.bytes ?? new Uint8Array(0))
            if (source + count > bytes.length)
              throw new ReferenceTrap('out of bounds memory access')
            this.#bounds(target, count)
            this.memory.set(bytes.subarray(source, source + count), target)
            break
          }
          case 'data.drop':
            this.#droppedData.add(immediate)
            break
          default:
            throw new Error(`the reference does not know ${name}`)
        }
      }
      row++
    }
    return arity === 0 ? [] : stack.slice(-arity)
  }

  #callFrom(stack: Value[], index: number): void {
    const { params } = this.#signatures.ofFunction(index)
    const args = stack.splice(stack.length - params.length, params.length)
    stack.push(...this.#call(index, args))
  }

  #grow(pages: number): number {
    this.#charge(pages * this.#schedule.grownPage)
    const before = this.memory.length / PAGE
    const limit = this.module.memories[0]?.max ?? 65_536
    if (before + pages > limit) return -1
    const larger = new Uint8Array((before + pages) * PAGE)
    larger.set(this.memory)
    this.memory = larger
    return before
  }

  #bounds(start: number, count: number): void {
    if (start + count > this.memory.length) throw new ReferenceTrap('out of bounds memory access')
  }

  #access(name: string, offset: number, stack: Value[]): void {
    const row = access[name]
    if (row === undefined) return
    const value = name.includes('store') ? stack.pop() : undefined
    const address = (Number(stack.pop()) >>> 0) + offset
    this.#bounds(address, row.bytes)
    if (value !== undefined) {
      let rest = BigInt.asUintN(64, BigInt(value ?? 0))
      for (let index = 0; index < row.bytes; index++) {
        this.memory[address + index] = Number(rest & 0xffn)
        rest >>= 8n
      }
      return
    }
    let loaded = 0n
    for (let index = row.bytes - 1; index >= 0; index--) {
      loaded = (loaded << 8n) | BigInt(this.memory[address + index] ?? 0)
    }
    if (row.signed === 'yes') loaded = BigInt.asIntN(8 * row.bytes, loaded)
    stack.push(
      name.startsWith('i32') ? Number(BigInt.asIntN(32, loaded)) : BigInt.asIntN(64, loaded),
    )
  }
}

function zeroOf(type: number): Value {
  if (type === valueType.i64) return 0n
  if (type === valueType.i32) return 0
  return null
}

function sameType(a: FuncType, b: FuncType): boolean {
  return a.params.join() === b.params.join() && a.results.join() === b.results.join()
}

function readS64(bytes: Uint8Array, start: number): bigint {
  let value = 0n
  let shift = 0n
  for (let index = start; ; index++) {
    const byte = bytes[index] ?? 0
    value |= BigInt(byte & 0x7f) << shift
    shift += 7n
    if (byte < 0x80) return BigInt.asIntN(Number(shift > 64n ? 64n : shift), value)
  }
}
