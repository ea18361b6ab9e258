import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import wabt from 'wabt'
import type { Hex } from '../../src/primitives/hex.ts'
import { type RealNode, startRealNode, transfer } from './support/real-node.ts'
import type { RpcClient } from './support/rpc-client.ts'

/** A runtime of which nothing ends well. */
const SOURCE = `(module
  (import "env" "memory" (memory 20))
  (global (export "__heap_base") i32 (i32.const 65536))
  (func (export "Hostile_loop") (param i32 i32) (result i64) (loop (br 0)) (unreachable))
  (func (export "Hostile_trap") (param i32 i32) (result i64) (unreachable))
  (func (export "Hostile_pointer") (param i32 i32) (result i64) (i64.const -1))
  (func $deeper (export "Hostile_recursion") (param i32 i32) (result i64)
    (i64.add (call $deeper (local.get 0) (local.get 1)) (i64.const 1)))
  (func (export "Hostile_memory") (param i32 i32) (result i64)
    (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
    (i64.const 0))
  (func (export "Core_initialize_block") (param i32 i32) (result i64) (unreachable))
  (func (export "TaggedTransactionQueue_validate_transaction") (param i32 i32) (result i64) (unreachable)))`
const CODE = '0x3a636f6465'

let folder: string
let node: RealNode
let client: RpcClient
let healthy: Hex
let extrinsic: Hex
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-hostile-'))
  node = await startRealNode({ dataFolder: folder })
  client = node.client
  healthy = await client.call<Hex>('dev_newBlock')
  extrinsic = await node.signed(transfer(node.bob.address, 1n))
  const { parseWat } = await wabt()
  const { buffer } = parseWat('hostile.wat', SOURCE).toBinary({})
  await client.call('dev_setStorage', [[CODE, `0x${Buffer.from(buffer).toString('hex')}`]])
})
afterAll(async () => {
  client.close()
  await node.close()
  await rm(folder, { recursive: true, force: true })
})

it.each([
  ['Hostile_trap', /trapped/],
  ['Hostile_pointer', /outside of its memory/],
  ['Hostile_recursion', /stack/],
  ['Core_version', /no such entry point/],
])('a call that fails is an error of the call: %s', async (name, words) => {
  const failure = await client.failure('state_call', name, '0x')
  expect(failure).toMatchObject({ code: 4003, message: expect.stringMatching(words) })
})

it('a call may take all the memory that a runtime has', async () => {
  expect(await client.call('state_call', 'Hostile_memory', '0x')).toBe('0x')
})

it('a block that cannot be begun is abandoned whole', async () => {
  const before = await client.call('chain_getHeader')
  expect(await client.failure('dev_newBlock')).toMatchObject({ code: 4003 })
  expect(await client.call('chain_getHeader')).toEqual(before)
})

it('a transaction that the runtime traps on is refused', async () => {
  expect(await client.failure('author_submitExtrinsic', '0x0400')).toMatchObject({ code: 1002 })
})

it('a call that never ends uses up its budget', async () => {
  const failure = await client.failure('state_call', 'Hostile_loop', '0x')
  expect(failure).toMatchObject({ code: 4003, message: expect.stringMatching(/used up/) })
})

it('goes back to the block before, and makes blocks again', async () => {
  expect(await client.call('dev_setHead', healthy)).toBe(healthy)
  const block = await client.call<Hex>('dev_newBlock', { transactions: [extrinsic] })
  const header = await client.call<{ parentHash: Hex }>('chain_getHeader', block)
  expect(header.parentHash).toBe(healthy)
})
