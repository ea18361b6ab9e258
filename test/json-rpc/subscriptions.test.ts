import { describe, expect, it } from 'vitest'
import { type Subscription, Subscriptions } from '../../src/json-rpc/subscriptions.ts'

function open(limit = 10) {
  const sent: unknown[] = []
  const subscriptions = new Subscriptions((text) => sent.push(JSON.parse(text)), limit)
  return { sent, subscriptions }
}

const notification = (id: string, result: unknown) => ({
  jsonrpc: '2.0',
  method: 'test_event',
  params: { subscription: id, result },
})

describe('Subscriptions', () => {
  it('starts one only when its id has been answered', () => {
    const { sent, subscriptions } = open()
    const id = subscriptions.open('test_event', ({ notify }) => {
      notify('first')
      return () => undefined
    })
    expect(sent).toEqual([])
    subscriptions.answered()
    expect(sent).toEqual([notification(id, 'first')])
    subscriptions.answered()
    expect(sent).toHaveLength(1)
  })

  it('is silent after it was closed, and stops its source once', () => {
    const { sent, subscriptions } = open()
    let stops = 0
    let source: Subscription | undefined
    const id = subscriptions.open('test_event', (subscription) => {
      source = subscription
      return () => {
        stops += 1
      }
    })
    subscriptions.answered()
    expect(subscriptions.close('other_event', id)).toBe(false)
    expect(subscriptions.close('test_event', id)).toBe(true)
    expect(subscriptions.close('test_event', id)).toBe(false)
    source?.notify('late')
    expect(sent).toEqual([])
    expect(stops).toBe(1)
  })

  it('stops the source of one that ends while it starts', () => {
    const { sent, subscriptions } = open()
    let stops = 0
    const id = subscriptions.open('test_event', (subscription) => {
      subscription.notify('last')
      subscription.end()
      return () => {
        stops += 1
      }
    })
    subscriptions.answered()
    expect(sent).toEqual([notification(id, 'last')])
    expect(stops).toBe(1)
  })

  it('never starts one that was closed before', () => {
    const { subscriptions } = open()
    let starts = 0
    const id = subscriptions.open('test_event', () => {
      starts += 1
      return () => undefined
    })
    subscriptions.close('test_event', id)
    subscriptions.answered()
    expect(starts).toBe(0)
  })

  it('refuses more than the limit, and has room again after one was closed', () => {
    const { subscriptions } = open(2)
    const start = () => () => undefined
    const first = subscriptions.open('test_event', start)
    subscriptions.open('test_event', start)
    expect(() => subscriptions.open('test_event', start)).toThrow(
      'too many subscriptions: 2 are open on this connection',
    )
    subscriptions.close('test_event', first)
    expect(subscriptions.open('test_event', start)).not.toBe(first)
  })
})
