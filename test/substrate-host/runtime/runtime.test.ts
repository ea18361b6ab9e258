import { beforeAll, describe, expect, it } from 'vitest'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { InvalidRuntimeError } from '../../../src/substrate-host/runtime/invalid-runtime-error.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import {
  type CallFault,
  RuntimeCallError,
} from '../../../src/substrate-host/runtime/runtime-call-error.ts'
import { MapStorage, name } from '../map-storage.ts'
import { devRuntime } from '../support/dev-chain.ts'
import { assemble, emptyContext, HEAP_BASE, watRuntime } from '../support/wat-runtime.ts'

const NOTHING = new Uint8Array(0)
const ENTRY = '(param i32 i32) (result i64)'
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))

function faultOf(run: () => unknown): RuntimeCallError {
  try {
    run()
  } catch (error) {
    if (error instanceof RuntimeCallError) return error
    throw error
  }
  throw new Error('the call did not fail')
}

describe('the development runtime', () => {
  let runtime: Runtime

  beforeAll(() => {
    runtime = Runtime.load(devRuntime)
  })

  it('says what it is', () => {
    const { specName, specVersion, transactionVersion, stateVersion, apis } = runtime.version
    expect({ specName, specVersion, transactionVersion, stateVersion }).toEqual({
      specName: 'gantry',
      specVersion: 1,
      transactionVersion: 1,
      stateVersion: 1,
    })
    // BLAKE2b-64 of `Core` and of `BlockBuilder`, as sp-api counts them.
    expect(apis.map(({ id, version }) => [name(id), version])).toEqual(
      expect.arrayContaining([
        ['df6acb689907609b', 5],
        ['40fe3ad401f8959a', 6],
      ]),
    )
  })

  it('gives metadata', () => {
    const metadata = runtime.call('Metadata_metadata', NOTHING, emptyContext())
    expect(Buffer.from(metadata).indexOf('meta')).toBeLessThan(6)
    expect(metadata.length).toBeGreaterThan(40_000)
  })

  it('gives the same metadata after calls that fail', () => {
    const before = runtime.call('Metadata_metadata', NOTHING, emptyContext())
    for (let i = 0; i < 5; i++) {
      const error = faultOf(() =>
        runtime.call('Core_initialize_block', bytes('no header'), emptyContext()),
      )
      expect(error.fault).toBe('panic')
      expect(error.reason).toContain('Bad input data provided to initialize_block')
    }
    expect(runtime.call('Metadata_metadata', NOTHING, emptyContext())).toEqual(before)
  })

  it('has no other entry points than it has', () => {
    const error = faultOf(() => runtime.call('Core_nothing', NOTHING, emptyContext()))
    expect(error).toMatchObject({ fault: 'noSuchEntry', entry: 'Core_nothing' })
    expect(faultOf(() => runtime.call('__heap_base', NOTHING, emptyContext())).fault).toBe(
      'noSuchEntry',
    )
  })
})

describe('a runtime that does what it should not', () => {
  // biome-ignore format: table
  const cases: readonly [what: string, fault: CallFault, imports: string, body: string][] = [
    ['traps', 'trap', '', 'unreachable'],
    ['divides by zero', 'trap', '', '(i64.div_u (i64.const 1) (i64.const 0))'],
    ['reads outside of its memory', 'trap', '', '(i64.load (i32.const -1))'],
    ['recurses without end', 'stackExhausted', '', '(call $run (i32.const 0) (i32.const 0))'],
    ['returns what is not in its memory', 'badResult', '', '(i64.const -1)'],
    ['returns what ends behind its memory', 'badResult', '', `(i64.const ${(2n << 32n) + 3n * 65536n - 1n})`],
    ['frees nothing', 'hostFunction', '(import "env" "ext_allocator_free_version_1" (func $f (param i32)))', '(call $f (i32.const 64)) (i64.const 0)'],
    ['frees pointer 0', 'hostFunction', '(import "env" "ext_allocator_free_version_1" (func $f (param i32)))', '(call $f (i32.const 0)) (i64.const 0)'],
    ['allocates too much', 'hostFunction', '(import "env" "ext_allocator_malloc_version_1" (func $f (param i32) (result i32)))', '(drop (call $f (i32.const 33554433))) (i64.const 0)'],
    ['allocates without end', 'hostFunction', '(import "env" "ext_allocator_malloc_version_1" (func $f (param i32) (result i32)))', '(loop (drop (call $f (i32.const 33554432))) (br 0)) (i64.const 0)'],
    ['gets a key outside of its memory', 'hostFunction', '(import "env" "ext_storage_get_version_1" (func $f (param i64) (result i64)))', '(call $f (i64.const -1))'],
    ['sets a value that ends behind its memory', 'hostFunction', '(import "env" "ext_storage_set_version_1" (func $f (param i64 i64)))', `(call $f (i64.const 0) (i64.const ${(2n << 32n) + 3n * 65536n - 1n})) (i64.const 0)`],
    ['hashes what is outside of its memory', 'hostFunction', '(import "env" "ext_hashing_blake2_256_version_1" (func $f (param i64) (result i32)))', '(drop (call $f (i64.const -4294967296))) (i64.const 0)'],
    ['verifies with a key outside of its memory', 'hostFunction', '(import "env" "ext_crypto_sr25519_verify_version_2" (func $f (param i32 i64 i32) (result i32)))', '(drop (call $f (i32.const 0) (i64.const 0) (i32.const -1))) (i64.const 0)'],
    ['commits what it has not started', 'hostFunction', '(import "env" "ext_storage_commit_transaction_version_1" (func $f))', '(call $f) (i64.const 0)'],
    ['asks for version 2 of the state trie', 'hostFunction', '(import "env" "ext_storage_root_version_2" (func $f (param i32) (result i64)))', '(call $f (i32.const 2))'],
    ['passes a limit that is none', 'hostFunction', '(import "env" "ext_storage_clear_prefix_version_2" (func $f (param i64 i64) (result i64)))', '(call $f (i64.const 4294967296) (i64.const 0))'],
    ['ends a batch that it has not begun', 'hostFunction', '(import "env" "ext_crypto_finish_batch_verify_version_1" (func $f (result i32)))', '(drop (call $f)) (i64.const 0)'],
    ['makes a key without a keystore', 'hostFunction', '(import "env" "ext_crypto_sr25519_generate_version_1" (func $f (param i32 i64) (result i32)))', '(drop (call $f (i32.const 0) (i64.const 4294967296))) (i64.const 0)'],
    ['is no off-chain worker and asks for the time', 'hostFunction', '(import "env" "ext_offchain_timestamp_version_1" (func $f (result i64)))', '(call $f)'],
    ['calls what is not there', 'hostFunction', '(import "env" "ext_nothing_version_1" (func $f (param i32)))', '(call $f (i32.const 0)) (i64.const 0)'],
    ['calls an extension that is not there', 'hostFunction', '(import "env" "ext_nothing_version_1" (func $f (param i64) (result i64)))', '(call $f (i64.const 0))'],
    ['panics by the host function for it', 'panic', '(import "env" "ext_panic_handler_abort_on_panic_version_1" (func $f (param i64)))', '(call $f (i64.const 0)) (i64.const 0)'],
  ]

  it.each(cases)('%s: %s', async (_what, fault, imports, body) => {
    const code = await watRuntime(
      imports,
      `(func $run (export "run") ${ENTRY} ${body})
       (func (export "fine") ${ENTRY} (i64.const ${(4n << 32n) + 16n}))
       (data (i32.const 16) "fine")`,
    )
    const runtime = Runtime.load(code)
    expect(faultOf(() => runtime.call('run', NOTHING, emptyContext())).fault).toBe(fault)
    expect(runtime.call('fine', NOTHING, emptyContext())).toEqual(bytes('fine'))
  })

  // biome-ignore format: table
  it.each([
    ['loops without end', '(func $run (export "run") (param i32 i32) (result i64) (loop (br 0)) (i64.const 0))'],
    ['recurses in the manner of a tree', `(func $run (export "run") (param i32 i32) (result i64)
        (if (i32.gt_u (local.get 1) (i32.const 200)) (then (return (i64.const 0))))
        (drop (call $run (i32.const 0) (i32.add (local.get 1) (i32.const 1))))
        (call $run (i32.const 0) (i32.add (local.get 1) (i32.const 1))))`],
    ['calls itself through a table', `(type $entry (func (param i32 i32) (result i64)))
      (table 1 funcref) (elem (i32.const 0) $run)
      (func $run (export "run") (param i32 i32) (result i64)
        (if (i32.gt_u (local.get 1) (i32.const 200)) (then (return (i64.const 0))))
        (drop (call_indirect (type $entry) (i32.const 0) (i32.add (local.get 1) (i32.const 1)) (i32.const 0)))
        (call_indirect (type $entry) (i32.const 0) (i32.add (local.get 1) (i32.const 1)) (i32.const 0)))`],
  ])('%s: ends when its budget is used up', async (_what, body) => {
    const fine = `(func (export "fine") ${ENTRY} (loop (nop)) (i64.const ${(4n << 32n) + 16n})) (data (i32.const 16) "fine")`
    const runtime = Runtime.load(await watRuntime('', `${body} ${fine}`), { callBudget: 100_000 })
    for (let i = 0; i < 3; i++) {
      expect(faultOf(() => runtime.call('run', NOTHING, emptyContext())).fault).toBe('outOfBudget')
      expect(runtime.call('fine', NOTHING, emptyContext())).toEqual(bytes('fine'))
    }
  })

  it('has rolled back the transactions that it opened, and those of others are open', async () => {
    const imports = `(import "env" "ext_storage_set_version_1" (func $set (param i64 i64)))
      (import "env" "ext_storage_start_transaction_version_1" (func $start))`
    const key = (1n << 32n) + 16n
    const value = (1n << 32n) + 17n
    const body = `(call $start) (call $set (i64.const ${key}) (i64.const ${value})) unreachable`
    const runtime = Runtime.load(
      await watRuntime(
        imports,
        `(func (export "run") ${ENTRY} ${body}) (data (i32.const 16) "kv")`,
      ),
    )
    const context = emptyContext()
    context.overlay.startTransaction()
    faultOf(() => runtime.call('run', NOTHING, context))
    expect(context.overlay.depth).toBe(1)
    expect(context.overlay.changes().top).toEqual([])
  })
})

describe('memory of a runtime', () => {
  it('is for each call as a new instance has it', async () => {
    // Gives back what is at four places, then writes there: below the data, in it, behind it and on the heap.
    const places = [8, 1024, 1030, 70_000, HEAP_BASE + 64, 3 * 65_536 - 8]
    const copy = places.map(
      (at, index) => `(i32.store8 (i32.const ${512 + index}) (i32.load8_u (i32.const ${at})))`,
    )
    const write = places.map((at) => `(i32.store8 (i32.const ${at}) (i32.const 255))`)
    const code = await watRuntime(
      '',
      `(global $calls (mut i32) (i32.const 7))
       (func (export "run") ${ENTRY}
         ${copy.join('\n')}
         (i32.store8 (i32.const ${512 + places.length}) (global.get $calls))
         (global.set $calls (i32.const 200))
         ${write.join('\n')}
         (i64.const ${(BigInt(places.length + 1) << 32n) + 512n}))
       (data (i32.const 1024) "data")`,
    )
    const runtime = Runtime.load(code)
    for (let i = 0; i < 3; i++) {
      const found = runtime.call('run', NOTHING, emptyContext())
      expect([...found]).toEqual([0, 100, 0, 0, 0, 0, 7])
    }
  })

  it('has tables that are as in a new instance, too', async () => {
    const code = await watRuntime(
      '',
      `(type $number (func (result i64)))
       (table 2 funcref) (elem (i32.const 0) $one $two)
       (func $one (result i64) (i64.const ${(3n << 32n) + 16n})) (func $two (result i64) (i64.const 0))
       (func (export "run") ${ENTRY}
         (call_indirect (type $number) (i32.const 0))
         (table.set (i32.const 0) (table.get (i32.const 1))))
       (data (i32.const 16) "one")`,
    )
    const runtime = Runtime.load(code)
    for (let i = 0; i < 3; i++)
      expect(runtime.call('run', NOTHING, emptyContext())).toEqual(bytes('one'))
  })

  it('may be its own and exported', async () => {
    const code = await assemble(`(module
      (memory (export "memory") 2)
      (global (export "__heap_base") i32 (i32.const 1024))
      (data (i32.const 16) "own")
      (func (export "run") ${ENTRY} (i64.const ${(3n << 32n) + 16n})))`)
    expect(Runtime.load(code).call('run', NOTHING, emptyContext())).toEqual(bytes('own'))
  })

  it('grows for an input that is larger than all of it, and is small again', async () => {
    const echo = `(i64.or (i64.extend_i32_u (local.get 0)) (i64.shl (i64.extend_i32_u (local.get 1)) (i64.const 32)))`
    const pages = `(i32.store (i32.const 16) (memory.size)) (i64.const ${(4n << 32n) + 16n})`
    const runtime = Runtime.load(
      await watRuntime(
        '',
        `(func (export "echo") ${ENTRY} ${echo}) (func (export "pages") ${ENTRY} ${pages})`,
      ),
    )
    const input = new Uint8Array(20_000_000).fill(7)
    expect(Buffer.compare(runtime.call('echo', input, emptyContext()), input)).toBe(0)
    expect([...runtime.call('pages', NOTHING, emptyContext())]).toEqual([3, 0, 0, 0])
  })
})

describe('what is no runtime', () => {
  // biome-ignore format: table
  const cases: readonly [what: string, text: string][] = [
    ['has no memory', '(module (global (export "__heap_base") i32 (i32.const 0)))'],
    ['has no heap base', '(module (import "env" "memory" (memory 1)))'],
    ['imports a table', '(module (import "env" "memory" (memory 1)) (import "env" "t" (table 1 funcref)) (global (export "__heap_base") i32 (i32.const 0)))'],
    ['imports a known function with another type', '(module (import "env" "memory" (memory 1)) (import "env" "ext_storage_get_version_1" (func (param i32) (result i64))) (global (export "__heap_base") i32 (i32.const 0)))'],
  ]

  it.each(cases)('%s', async (_what, text) => {
    const code = await assemble(text)
    expect(() => Runtime.load(code)).toThrow(InvalidRuntimeError)
  })

  it('is no Wasm', () => {
    for (const code of [
      NOTHING,
      bytes('hello'),
      Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 99),
    ]) {
      expect(() => Runtime.load(code)).toThrow(InvalidRuntimeError)
    }
  })
})

describe('extensions', () => {
  it('get bytes and the storage as it is, and give bytes', async () => {
    const imports = `(import "env" "ext_test_version_1" (func $test (param i64) (result i64)))
      (import "env" "ext_storage_set_version_1" (func $set (param i64 i64)))`
    const body = `(call $set (i64.const ${(1n << 32n) + 16n}) (i64.const ${(1n << 32n) + 17n}))
      (call $test (i64.const ${(2n << 32n) + 16n}))`
    const runtime = Runtime.load(
      await watRuntime(
        imports,
        `(func (export "run") ${ENTRY} ${body}) (data (i32.const 16) "kv")`,
      ),
    )
    const state = new MapStorage()
    const output = runtime.call('run', NOTHING, {
      overlay: new Overlay(state, state),
      extensions: {
        ext_test_version_1: (input, storage) =>
          Uint8Array.of(...input, ...(storage.get(bytes('k')) ?? bytes('nothing'))),
      },
    })
    expect(output).toEqual(bytes('kvv'))
  })
})
