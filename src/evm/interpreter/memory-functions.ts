import type { Code, Operand } from '../../codegen/assembler/code.ts'
import { i32, i64, memory, select } from '../../codegen/assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../../codegen/assembler/module-builder.ts'
import { anyBit } from '../../codegen/kernel/word.ts'
import { frameField, UNPAYABLE } from './frame-layout.ts'

/** Functions on the memory of frames that the interpreter and compiled code call. */
export interface MemoryFunctions {
  /** `(address) → i64`: the word there, or 2^40, which no offset or length reaches, when it is not below 2^32. */
  readonly clamp: Call
  /** `(frame, gas, offset, size) → cost`: extends the memory if `gas` pays for it, and says what it costs. */
  readonly expand: Call
  /** `(frame, gas, offset, size) → gas`: extends the memory; what is left of the gas, below 0 when it does not pay. */
  readonly reserve: Call
  /** `(target, source, sourceLength, offset, size)`: copies, with zeros for what is behind the source's end. */
  readonly copyPadded: Call
}

const OUT_OF_REACH = 1n << 40n
const PAGE_BITS = 16
/** V8 calls out of Wasm for `memory.fill`: that takes as long as clearing so many bytes. */
const CLEARED_AHEAD = 1024n
/** What `reserve` takes from gas that does not pay. */
const MISSING = 1n << 61n

/** Defines them; `exhausted` is called when the engine gets no more memory, and does not return. */
export function defineMemoryFunctions(module: ModuleBuilder, exhausted: Call): MemoryFunctions {
  const expand = defineExpand(module, exhausted)
  return {
    clamp: defineClamp(module),
    expand,
    reserve: defineReserve(module, expand),
    copyPadded: defineCopyPadded(module),
  }
}

function defineClamp(module: ModuleBuilder): Call {
  return module.define('clamp', { params: ['i32'], results: ['i64'] }, (f, [address]) => {
    const low = f.local('i64')
    const high = [8, 16, 24].map((offset) => i64.load(address, offset))
    return [
      ...low.set(i64.load(address)),
      ...select(i64.eqz(anyBit([...high, i64.shr_u(low, 32n)])), low, OUT_OF_REACH),
    ]
  })
}

/** The cost of `w` words in all is 3w + ⌊w² / 512⌋ (Yellow Paper, appendix H, C_mem). */
function memoryCost(words: Operand): Code {
  return i64.add(i64.mul(words, 3n), i64.shr_u(i64.mul(words, words), 9n))
}

function defineExpand(module: ModuleBuilder, exhausted: Call): Call {
  const clear = defineClear(module, exhausted)
  const signature = { params: ['i32', 'i64', 'i64', 'i64'], results: ['i64'] } as const
  return module.define('expand', signature, (f, [frame, gas, offset, size]) => {
    const [words, cost, before] = [f.local('i64'), f.local('i64'), f.local('i64')]
    const bytes = f.local('i32')
    return [
      ...f.if(i64.eqz(size), () => f.return(0n)),
      ...f.if(i64.ne(i64.shr_u(i64.or(offset, size), 32n), 0n), () => f.return(UNPAYABLE)),
      ...before.set(i64.shr_u(i64.load32_u(frame, frameField.memorySize), 5n)),
      ...words.set(i64.shr_u(i64.add(i64.add(offset, size), 31n), 5n)),
      ...f.if(i64.le_u(words, before), () => f.return(0n)),
      ...cost.set(i64.sub(memoryCost(words), memoryCost(before))),
      ...f.if(i64.gt_s(cost, gas), () => f.return(UNPAYABLE)),
      // Of 4 GiB and more: that it cannot be had is seen when it is to be cleared.
      ...bytes.set(i32.wrap_i64(i64.shl(words, 5n))),
      ...f.if(i64.gt_u(i64.shl(words, 5n), i64.load32_u(frame, frameField.clearedSize)), () =>
        clear(frame, i64.shl(words, 5n)),
      ),
      ...i32.store(frame, bytes, frameField.memorySize),
      ...f.return(cost),
    ]
  })
}

/**
 * `clear(frame, size)`: makes the memory 0 up to `size` bytes, because what frames before left there must not be seen, and
 * some way ahead, because memory grows in small steps. Nested frames lie there: their caller's `clearedSize` ends at its memory.
 */
function defineClear(module: ModuleBuilder, exhausted: Call): Call {
  return module.define('clear', { params: ['i32', 'i64'], results: [] }, (f, [frame, size]) => {
    const [address, before] = [f.local('i32'), f.local('i32')]
    const [end, available] = [f.local('i64'), f.local('i64')]
    const pages = i32.wrap_i64(i64.shr_u(i64.add(end, 0xffffn), BigInt(PAGE_BITS)))
    return [
      ...address.set(i32.load(frame, frameField.memory)),
      ...before.set(i32.load(frame, frameField.clearedSize)),
      ...end.set(i64.add(i64.extend_i32_u(address), size)),
      ...available.set(i64.shl(i64.extend_i32_u(memory.size), BigInt(PAGE_BITS))),
      ...f.if(
        i64.gt_u(end, available),
        () => [
          ...f.if(i64.gt_u(i64.shr_u(end, 32n), 0n), () => exhausted()),
          ...f.if(i32.eq(memory.grow(i32.sub(pages, memory.size)), -1), () => exhausted()),
        ],
        () => [
          ...end.set(i64.add(end, CLEARED_AHEAD)),
          ...f.if(i64.gt_u(end, available), () => end.set(available)),
        ],
      ),
      ...memory.fill(
        i32.add(address, before),
        0,
        i32.sub(i32.wrap_i64(end), i32.add(address, before)),
      ),
      ...i32.store(frame, i32.sub(i32.wrap_i64(end), address), frameField.clearedSize),
    ]
  })
}

function defineReserve(module: ModuleBuilder, expand: Call): Call {
  const signature = { params: ['i32', 'i64', 'i64', 'i64'], results: ['i64'] } as const
  return module.define('reserve', signature, (f, [frame, gas, offset, size]) => {
    const cost = f.local('i64')
    return [
      ...cost.set(expand(frame, gas, offset, size)),
      // Compiled code takes gas below this for the end of the run.
      ...select(i64.gt_s(cost, gas), i64.sub(gas, MISSING), i64.sub(gas, cost)),
    ]
  })
}

function defineCopyPadded(module: ModuleBuilder): Call {
  const signature = { params: ['i32', 'i32', 'i32', 'i64', 'i32'], results: [] } as const
  return module.define(
    'copyPadded',
    signature,
    (f, [target, source, sourceLength, offset, size]) => {
      const available = f.local('i32')
      return [
        // The target of nothing may be anywhere, and Wasm would trap.
        ...f.if(i32.eqz(size), () => f.return()),
        ...f.if(i64.lt_u(offset, i64.extend_i32_u(sourceLength)), () => [
          ...available.set(i32.sub(sourceLength, i32.wrap_i64(offset))),
          ...f.if(i32.gt_u(available, size), () => available.set(size)),
          ...memory.copy(target, i32.add(source, i32.wrap_i64(offset)), available),
        ]),
        ...memory.fill(i32.add(target, available), 0, i32.sub(size, available)),
      ]
    },
  )
}
