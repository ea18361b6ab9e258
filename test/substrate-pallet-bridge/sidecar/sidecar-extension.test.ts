import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { decodePalletAnswer } from '../../../src/substrate-pallet-bridge/message/pallet-answer.ts'
import { encodePalletMessage } from '../../../src/substrate-pallet-bridge/message/pallet-message.ts'
import { checkSidecar } from '../../../src/substrate-pallet-bridge/sidecar/check-sidecar.ts'
import {
  openSidecarExtension,
  type SidecarExtension,
} from '../../../src/substrate-pallet-bridge/sidecar/sidecar-extension.ts'
import { code } from '../../evm/evm-code.ts'
import { numbered, TestPallet } from '../test-pallet.ts'
import { socketPath } from './socket-folder.ts'

const contract = numbered(2)
const counter = code('PUSH1', 0, 'SLOAD', 'PUSH1', 1, 'ADD', 'PUSH1', 0, 'SSTORE', 'STOP')
const loopsForever = code('JUMPDEST', 'PUSH1', 0, 'JUMP')

const extensions: SidecarExtension[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const extension of extensions.splice(0)) extension.close()
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

function extensionOf(path: string, answerTimeoutMs = 30_000): SidecarExtension {
  const extension = openSidecarExtension({ path, answerTimeoutMs })
  extensions.push(extension)
  return extension
}

/** `gantry sidecar` in a process of its own: this thread stands still while it waits. */
async function sidecarProcess(path: string): Promise<ChildProcess> {
  const command = ['bin/gantry.mjs', 'sidecar', path, '--tier', 'first']
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  expect(String(line)).toBe(`Listening on ${path}\n`)
  return child
}

describe('the host function over a socket', () => {
  it('answers as the engine in this process, until that is killed, and again when there is one', async () => {
    const path = socketPath()
    const child = await sidecarProcess(path)
    const { ext_ewasm_call_version_1: call } = extensionOf(path)
    const pallet = await TestPallet.start([{ address: contract, nonce: 1n, code: counter }])
    const message = encodePalletMessage(pallet.message())
    const expected = toHex(pallet.engine.run(message, pallet.storage))
    expect(toHex(call(message, pallet.storage))).toBe(expected)

    const endless = await TestPallet.start([{ address: contract, nonce: 1n, code: loopsForever }])
    const request = encodePalletMessage(endless.message({ gasLimit: 2n ** 47n }))
    // Another process, because this thread cannot: ends the engine in the middle of the message.
    spawn('sh', ['-c', `sleep 0.5; kill -9 ${child.pid}`])
    const failed = { ok: false, failure: 'unavailable' }
    expect(decodePalletAnswer(call(request, endless.storage))).toEqual(failed)
    expect(decodePalletAnswer(call(message, pallet.storage))).toEqual(failed)
    expect(await checkSidecar(path)).toEqual({ state: 'stale' })

    const again = await sidecarProcess(path)
    expect(toHex(call(message, pallet.storage))).toBe(expected)
    again.kill('SIGTERM')
    expect(await once(again, 'exit')).toEqual([0, null])
    expect(await checkSidecar(path)).toEqual({ state: 'absent' })
  }, 240_000) // the first process of a checkout compiles the sources

  it('is unavailable where nobody listens', async () => {
    const { ext_ewasm_call_version_1: call } = extensionOf(socketPath())
    const pallet = await TestPallet.start()
    const message = encodePalletMessage(pallet.message())
    const failed = { ok: false, failure: 'unavailable' }
    expect(decodePalletAnswer(call(message, pallet.storage))).toEqual(failed)
  })

  it('is timed out where somebody listens and says nothing', async () => {
    const path = socketPath()
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(path, resolve))
    const { ext_ewasm_call_version_1: call } = extensionOf(path, 100)
    const pallet = await TestPallet.start()
    const message = encodePalletMessage(pallet.message())
    const failed = { ok: false, failure: 'timedOut' }
    expect(decodePalletAnswer(call(message, pallet.storage))).toEqual(failed)
    server.close()
  })
})
