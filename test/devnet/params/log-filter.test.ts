import { describe, expect, it } from 'vitest'
import { logFilter } from '../../../devnet/params/log-filter.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import { expectRefusal } from './expect-refusal.ts'

const contract = `0x${'11'.repeat(20)}`
const topic = `0x${'22'.repeat(32)}`
const topicBytes = fromHex(topic)

describe('logFilter', () => {
  it('means the latest block when it names none', () => {
    const latest = { kind: 'tag', tag: 'latest' }
    expect(logFilter({}, '')).toEqual({
      blocks: { kind: 'range', from: latest, to: latest },
      addresses: undefined,
      topics: [],
    })
  })

  // biome-ignore format: table
  it.each([
    { topics: [topic],           means: [[topicBytes]] },
    { topics: [null, [topic]],   means: [undefined, [topicBytes]] },
    { topics: [[]],              means: [undefined] },
    { topics: [[topic, null]],   means: [undefined] },
  ])('reads topics $topics', ({ topics, means }) => {
    expect(logFilter({ topics }, '').topics).toEqual(means)
  })

  it('reads one address or several', () => {
    expect(logFilter({ address: contract }, '').addresses).toEqual([fromHex(contract)])
    expect(logFilter({ address: [contract, contract] }, '').addresses).toHaveLength(2)
  })

  // biome-ignore format: table
  it.each([
    { value: 'x',                                           message: /expected an object/ },
    { value: { blockHash: topic, fromBlock: '0x1' },        message: /either blockHash or fromBlock/ },
    { value: { fromBlock: topic },                          message: /\.fromBlock/ },
    { value: { topics: topic },                             message: /\.topics: expected an array/ },
    { value: { topics: [[[topic]]] },                       message: /\.topics\[0\]\[0\]: expected a hash/ },
    { value: { topics: [topic, topic, topic, topic, topic] }, message: /at most 4/ },
    { value: { address: Array(1001).fill(contract) },       message: /at most 1000/ },
  ])('refuses $value', ({ value, message }) => expectRefusal(logFilter, value, message))
})
