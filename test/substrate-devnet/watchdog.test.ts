import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import wabt from 'wabt'
import { type RealNode, startRealNode } from './support/real-node.ts'
import { RpcClient } from './support/rpc-client.ts'

const SOURCE = `(module
  (import "env" "memory" (memory 20))
  (global (export "__heap_base") i32 (i32.const 65536))
  (func (export "Hostile_loop") (param i32 i32) (result i64) (loop (br 0)) (unreachable)))`
const CODE = '0x3a636f6465'
/** A good part of what the budget of a call takes, so that the watchdog is the one who ends it. */
const EXECUTION_LIMIT_MS = 1_500

let folder: string
let node: RealNode
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-watchdog-'))
  node = await startRealNode({ dataFolder: folder, executionLimitMs: EXECUTION_LIMIT_MS })
  await node.client.call('dev_newBlock')
  const { parseWat } = await wabt()
  const { buffer } = parseWat('loop.wat', SOURCE).toBinary({})
  const code = `0x${Buffer.from(buffer).toString('hex')}`
  await node.client.call('dev_setStorage', [[CODE, code]])
})
afterAll(async () => {
  await node.close()
  await rm(folder, { recursive: true, force: true })
})

it('ends an execution that takes too long, and the node goes on with the same chain', async () => {
  const { client } = node
  const before = await client.call('chain_getHeader')
  const closed = new Promise((resolve) => client.socket.once('close', resolve))
  client.socket.send(
    JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'state_call', params: ['Hostile_loop', '0x'] }),
  )
  await closed
  const again = await until(() => RpcClient.connect(node.url))
  expect(await again.call('chain_getHeader')).toEqual(before)
  again.close()
  expect(node.notices.join('\n')).toMatch(/An execution took longer than 1500 ms and was ended/)
})

/** Tries until it succeeds; the test's own time limit ends it. */
async function until<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
