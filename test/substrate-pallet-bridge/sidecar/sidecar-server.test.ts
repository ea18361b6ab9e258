import { existsSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { decodePalletAnswer } from '../../../src/substrate-pallet-bridge/message/pallet-answer.ts'
import { encodePalletMessage } from '../../../src/substrate-pallet-bridge/message/pallet-message.ts'
import { checkSidecar } from '../../../src/substrate-pallet-bridge/sidecar/check-sidecar.ts'
import {
  encodeFrame,
  type Frame,
  FrameReader,
} from '../../../src/substrate-pallet-bridge/sidecar/frame.ts'
import {
  decodeRefusal,
  encodeHello,
} from '../../../src/substrate-pallet-bridge/sidecar/handshake.ts'
import type { AnswerRead } from '../../../src/substrate-pallet-bridge/sidecar/read-request.ts'
import { SidecarClient } from '../../../src/substrate-pallet-bridge/sidecar/sidecar-client.ts'
import {
  frameKind,
  refusalReason,
  SIDECAR_MAGIC,
} from '../../../src/substrate-pallet-bridge/sidecar/sidecar-protocol.ts'
import {
  type Sidecar,
  type SidecarOptions,
  startSidecar,
} from '../../../src/substrate-pallet-bridge/sidecar/sidecar-server.ts'
import { code, push } from '../../evm/evm-code.ts'
import { numbered, TestPallet } from '../test-pallet.ts'
import { socketPath } from './socket-folder.ts'

const contract = numbered(2)
const counter = code('PUSH1', 0, 'SLOAD', 'PUSH1', 1, 'ADD', 'PUSH1', 0, 'SSTORE', 'STOP')
const loopsForever = code('JUMPDEST', 'PUSH1', 0, 'JUMP')
const withCode = (runtime: Uint8Array) => [{ address: contract, nonce: 1n, code: runtime }]

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function sidecar(options: Partial<SidecarOptions> = {}): Promise<Sidecar> {
  const started = await startSidecar({ path: socketPath(), tier: 'first', ...options })
  open.push(() => started.close())
  return started
}

function clientOf(path: string, answerTimeoutMs = 55_000): SidecarClient {
  const client = new SidecarClient({ path, answerTimeoutMs })
  open.push(() => client.close())
  return client
}

function readsOf({ storage }: TestPallet): AnswerRead {
  return ({ operation, key }) => storage[operation](key)
}

describe('an engine behind a socket', () => {
  it('answers as the one in this process, byte for byte', async () => {
    const { path } = await sidecar()
    const client = clientOf(path)
    const pallet = await TestPallet.start(withCode(counter))
    for (let round = 0; round < 3; round++) {
      const message = encodePalletMessage(pallet.message())
      const answer = await client.run(message, readsOf(pallet))
      expect(toHex(answer)).toBe(toHex(pallet.engine.run(message, pallet.storage)))
      pallet.send()
    }
    const nonsense = await client.run(Uint8Array.of(1), readsOf(pallet))
    expect(decodePalletAnswer(nonsense)).toEqual({ ok: false, failure: 'malformedMessage' })
  })

  it('runs as many messages as it has threads, and keeps the others waiting', async () => {
    const { path } = await sidecar({ threads: 2 })
    const client = clientOf(path)
    const pallet = await TestPallet.start(withCode(counter))
    const message = encodePalletMessage(pallet.message())
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => client.run(message, readsOf(pallet))),
    )
    expect(new Set(answers.map(toHex)).size).toBe(1)
  })

  it('says how it is', async () => {
    const path = socketPath()
    expect(await checkSidecar(path)).toEqual({ state: 'absent' })
    writeFileSync(path, '')
    expect(await checkSidecar(path)).toEqual({ state: 'stale' })
    await sidecar({ path }) // what was left behind is replaced
    expect(await checkSidecar(path)).toEqual({ state: 'healthy', pending: 0 })
    await expect(startSidecar({ path })).rejects.toMatchObject({ code: 'SIDECAR_ADDRESS', path })
  })

  it('takes its socket away when it is closed', async () => {
    const path = socketPath()
    const started = await startSidecar({ path })
    await started.close()
    expect(existsSync(path)).toBe(false)
  })
})

describe('a message that does not end well', () => {
  it('is timed out where it runs too long, and the next one is run', async () => {
    const { path } = await sidecar({ messageTimeoutMs: 4_000 })
    const client = clientOf(path)
    const pallet = await TestPallet.start(withCode(loopsForever))
    const endless = encodePalletMessage(pallet.message({ gasLimit: 2n ** 47n }))
    const failed = { ok: false, failure: 'timedOut' }
    const answer = await client.run(endless, readsOf(pallet))
    expect(decodePalletAnswer(answer)).toEqual(failed)
    const short = encodePalletMessage(pallet.message({ gasLimit: 1_000n }))
    expect(decodePalletAnswer(await client.run(short, readsOf(pallet)))).toMatchObject({ ok: true })
  })

  it('is timed out where the node does not answer a read', async () => {
    const { path } = await sidecar({ readTimeoutMs: 100 })
    const client = clientOf(path)
    const pallet = await TestPallet.start(withCode(counter))
    const message = encodePalletMessage(pallet.message())
    const silent: AnswerRead = () => new Promise(() => undefined)
    const failed = { ok: false, failure: 'timedOut' }
    expect(decodePalletAnswer(await client.run(message, silent))).toEqual(failed)
    expect(decodePalletAnswer(await client.run(message, readsOf(pallet)))).toMatchObject({
      ok: true,
    })
  })

  it('is a fault where the node’s storage fails, and the engine goes on', async () => {
    const { path } = await sidecar()
    const client = clientOf(path)
    const pallet = await TestPallet.start(withCode(counter))
    const message = encodePalletMessage(pallet.message())
    const broken: AnswerRead = () => {
      throw new Error('no disk')
    }
    const failed = { ok: false, failure: 'fault' }
    expect(decodePalletAnswer(await client.run(message, broken))).toEqual(failed)
    expect(decodePalletAnswer(await client.run(message, readsOf(pallet)))).toMatchObject({
      ok: true,
    })
  })

  it('is unavailable where there is no engine, or it ends', async () => {
    const started = await sidecar()
    const pallet = await TestPallet.start(withCode(loopsForever))
    const endless = encodePalletMessage(pallet.message({ gasLimit: 2n ** 47n }))
    const client = clientOf(started.path)
    const failed = { ok: false, failure: 'unavailable' }
    const running = client.run(endless, readsOf(pallet))
    await client.ping() // the message is on its way before this
    await started.close()
    expect(decodePalletAnswer(await running)).toEqual(failed)
    expect(decodePalletAnswer(await client.run(endless, readsOf(pallet)))).toEqual(failed)
    await expect(client.ping()).rejects.toMatchObject({ code: 'SIDECAR_UNAVAILABLE' })
  })
})

describe('an engine that is none', () => {
  const welcome = encodeFrame(frameKind.welcome, 0, Uint8Array.of(1, 8, 0))
  const message = Uint8Array.of(1)
  const noReads: AnswerRead = () => undefined

  // biome-ignore format: table
  it.each([
    { name: 'answers nothing',           reply: [],                                                               failure: 'timedOut' },
    { name: 'answers garbage',           reply: [encodeFrame(frameKind.answer, 1, Uint8Array.of(7, 7))],          failure: 'fault' },
    { name: 'answers another message',   reply: [encodeFrame(frameKind.answer, 5, Uint8Array.of(1, 4))],          failure: 'fault' },
    { name: 'speaks something else',     reply: [new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n')],   failure: 'fault' },
    { name: 'reads what is no read',     reply: [encodeFrame(frameKind.read, 1, Uint8Array.of(9))],               failure: 'fault' },
    { name: 'answers with a node’s kind', reply: [encodeFrame(frameKind.run, 1)],                                 failure: 'fault' },
  ])('$name: $failure', async ({ reply, failure }) => {
    const path = await fake((socket, { kind }) => {
      if (kind === frameKind.hello) socket.write(welcome)
      else for (const bytes of reply) socket.write(bytes)
    })
    const client = clientOf(path, 300)
    const answer = decodePalletAnswer(await client.run(message, noReads))
    expect(answer).toEqual({ ok: false, failure })
  })

  it('may be late, and is not listened to any more', async () => {
    const late = encodeFrame(frameKind.answer, 1, Uint8Array.of(1, 4))
    let messages = 0
    const path = await fake((socket, { kind, id }) => {
      if (kind === frameKind.hello) socket.write(welcome)
      else if (messages++ === 0) setTimeout(() => socket.write(late), 400)
      else socket.write(encodeFrame(frameKind.answer, id, Uint8Array.of(1, 1)))
    })
    const client = clientOf(path, 150)
    const first = decodePalletAnswer(await client.run(message, noReads))
    expect(first).toEqual({ ok: false, failure: 'timedOut' })
    const second = decodePalletAnswer(await client.run(message, noReads))
    expect(second).toEqual({ ok: false, failure: 'exhausted' }) // what that one said
  })

  it('may have another version', async () => {
    const path = await fake((socket) => {
      socket.write(encodeFrame(frameKind.welcome, 0, Uint8Array.of(2, 8, 0)))
    })
    await expect(clientOf(path).ping()).rejects.toMatchObject({ code: 'SIDECAR_PROTOCOL' })
  })

  async function fake(reply: (socket: Socket, frame: Frame) => void): Promise<string> {
    const path = socketPath()
    const server = createServer((socket) => {
      const frames = new FrameReader()
      socket.on('error', () => undefined)
      socket.on('data', (bytes) => {
        for (const frame of frames.push(bytes)) reply(socket, frame)
      })
    })
    await new Promise<void>((resolve) => server.listen(path, resolve))
    open.push(() => new Promise((resolve) => void server.close(() => resolve())))
    return path
  }
})

describe('a node that is none', () => {
  const hello = encodeFrame(frameKind.hello, 0, encodeHello())
  const versions = (lowest: number, highest: number) =>
    encodeFrame(frameKind.hello, 0, Uint8Array.of(...SIDECAR_MAGIC, lowest, highest))
  let shared: Sidecar
  beforeAll(async () => {
    shared = await startSidecar({
      path: socketPath(),
      tier: 'first',
      window: 2,
      handshakeTimeoutMs: 500,
    })
  })
  afterAll(() => shared.close())
  const run = (id: number) => encodeFrame(frameKind.run, id, Uint8Array.of(1))

  // biome-ignore format: table
  it.each([
    { name: 'speaks later versions only', sends: [versions(2, 9)],                                    reason: refusalReason.version },
    { name: 'greets wrongly',             sends: [versions(1, 0)],                                    reason: refusalReason.protocol },
    { name: 'speaks something else',      sends: [new TextEncoder().encode('GET / HTTP/1.1\r\n')],     reason: refusalReason.protocol },
    { name: 'does not greet',             sends: [encodeFrame(frameKind.ping, 1)],                    reason: refusalReason.protocol },
    { name: 'says nothing',               sends: [],                                                  reason: refusalReason.protocol },
    { name: 'sends what engines send',    sends: [hello, encodeFrame(frameKind.answer, 1)],           reason: refusalReason.protocol },
    { name: 'names a message twice',      sends: [hello, concatBytes([run(1), run(1)])],              reason: refusalReason.protocol },
    { name: 'has too many in flight',     sends: [hello, concatBytes([run(1), run(2), run(3)])],      reason: refusalReason.protocol },
    { name: 'sends no value as a value',  sends: [hello, encodeFrame(frameKind.value, 1, Uint8Array.of(2))], reason: refusalReason.protocol },
  ])('is refused: $name', async ({ sends, reason }) => {
    const { path } = shared
    const frames = await exchange(path, sends)
    const refusal = frames.find(({ kind }) => kind === frameKind.refusal)
    expect(refusal && decodeRefusal(refusal.payload).reason).toBe(reason)
    expect(await checkSidecar(path)).toMatchObject({ state: 'healthy' })
  })

  it('is refused where there are as many connections as may be', async () => {
    const { path } = await sidecar({ maxConnections: 1 })
    const client = clientOf(path)
    await client.ping()
    const [refusal] = await exchange(path, [hello])
    expect(refusal && decodeRefusal(refusal.payload).reason).toBe(refusalReason.busy)
    expect(await client.ping()).toBe(0)
  })

  it('may go while its message runs', async () => {
    const { path } = shared
    const pallet = await TestPallet.start(withCode(counter))
    const message = encodePalletMessage(pallet.message())
    const socket = createConnection(path)
    socket.write(concatBytes([hello, encodeFrame(frameKind.run, 1, message)]))
    const reader = new FrameReader()
    await new Promise<void>((resolve) => {
      socket.on('data', (bytes) => {
        const asked = reader.push(bytes).some(({ kind }) => kind === frameKind.read)
        if (!asked) return
        socket.destroy()
        resolve()
      })
    })
    const answer = await clientOf(path).run(message, readsOf(pallet))
    expect(decodePalletAnswer(answer)).toMatchObject({ ok: true })
  })

  /** What the engine sends until it closes the connection. */
  function exchange(path: string, sends: readonly Uint8Array[]): Promise<Frame[]> {
    return new Promise((resolve) => {
      const socket = createConnection(path)
      const reader = new FrameReader()
      const frames: Frame[] = []
      socket.on('data', (bytes) => frames.push(...reader.push(bytes)))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(frames))
      for (const bytes of sends) socket.write(bytes)
    })
  }
})

it('code that reads much is read over the socket too', async () => {
  const { path } = await sidecar()
  const slots = 200
  const body = Array.from({ length: slots }, (_, index) =>
    concatBytes([push(BigInt(index)), code('SLOAD', 'POP')]),
  )
  const pallet = await TestPallet.start(withCode(concatBytes(body)))
  const message = encodePalletMessage(pallet.message())
  let reads = 0
  const counted: AnswerRead = (request) => {
    reads++
    return readsOf(pallet)(request)
  }
  const answer = decodePalletAnswer(await clientOf(path).run(message, counted))
  expect(answer).toMatchObject({ ok: true, outcome: { status: 0 } })
  // The slots, the accounts of sender and contract, and the code.
  expect(reads).toBeGreaterThanOrEqual(slots + 3)
})
