import { describe, expect, it } from 'vitest'
import type { SealOptions } from '../../../src/substrate-host/substrate-chain.ts'
import { Sealer, type SealingMode } from '../../../substrate-devnet/node/sealer.ts'
import { FakeChain } from '../support/fake-chain.ts'

const NOW = 1_000_000

class RecordingChain extends FakeChain {
  readonly sealed: SealOptions[] = []
  fails = false
  override async sealBlock(options: SealOptions = {}) {
    this.sealed.push(options)
    if (this.fails) throw new Error('no block')
    return super.sealBlock(options)
  }
}

function sealerOf(mode: SealingMode) {
  const chain = new RecordingChain()
  const failures: unknown[] = []
  const sealer = new Sealer({ chain, mode, clock: () => NOW, onFailure: (e) => failures.push(e) })
  const submit = (byte: number): void => {
    chain.pool.submit(Uint8Array.of(4, byte))
    sealer.transactionsArrived()
  }
  return { chain, sealer, failures, submit }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('Sealer', () => {
  it('makes a block of what arrived together, and none when nothing waits', async () => {
    const { chain, sealer, submit } = sealerOf({ kind: 'instant' })
    for (let i = 0; i < 5; i += 1) submit(i)
    await expect.poll(() => chain.best.number).toBe(1)
    expect(chain.body(chain.best.hash)).toHaveLength(5)
    sealer.transactionsArrived()
    await pause(60)
    expect(chain.best.number).toBe(1)
    await sealer.stop()
  })

  it('does not wait for the end of a stream of transactions', async () => {
    const { chain, sealer, submit } = sealerOf({ kind: 'instant' })
    let byte = 0
    const stream = setInterval(() => {
      byte = (byte + 1) % 256
      submit(byte)
    }, 1)
    await expect.poll(() => chain.best.number).toBeGreaterThan(1)
    clearInterval(stream)
    await sealer.stop()
  })

  it('makes blocks at an interval, empty ones too', async () => {
    const { chain, sealer } = sealerOf({ kind: 'interval', ms: 10 })
    await expect.poll(() => chain.best.number).toBeGreaterThan(2)
    await sealer.stop()
    const { number } = chain.best
    await pause(40)
    expect(chain.best.number).toBe(number)
  })

  it('makes no block by itself in manual mode, and what waits one when that ends', async () => {
    const { chain, sealer, submit } = sealerOf({ kind: 'manual' })
    submit(1)
    await pause(60)
    expect(chain.best.number).toBe(0)
    sealer.setMode({ kind: 'instant' })
    await expect.poll(() => chain.best.number).toBe(1)
    await sealer.stop()
  })

  it("gives blocks the clock's time, and another one after it has travelled", async () => {
    const { chain, sealer } = sealerOf({ kind: 'manual' })
    await sealer.seal({})
    sealer.travelTo(NOW + 5000)
    await sealer.seal({})
    expect(chain.sealed.map(({ timestampMs }) => timestampMs)).toEqual([NOW, NOW + 5000])
  })

  it('goes on after a block that could not be made, and says so', async () => {
    const { chain, sealer, failures, submit } = sealerOf({ kind: 'instant' })
    chain.fails = true
    submit(1)
    await expect.poll(() => failures.length).toBe(1)
    await expect(sealer.seal({})).rejects.toThrow('no block')
    chain.fails = false
    submit(2)
    await expect.poll(() => chain.best.number).toBe(1)
    await sealer.stop()
  })
})
