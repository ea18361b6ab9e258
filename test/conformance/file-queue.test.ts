import { expect, it } from 'vitest'
import { FileQueue } from '../../src/conformance/file-queue.ts'

it('gives every file to one of the queues over a buffer, once', () => {
  const buffer = FileQueue.newBuffer()
  const [left, right] = [new FileQueue(5, buffer), new FileQueue(5, buffer)]
  const taken = [left.take(), right.take(), right.take(), left.take(), left.take()]
  expect(taken).toEqual([0, 1, 2, 3, 4])
  expect([left.take(), right.take()]).toEqual([undefined, undefined])
})
