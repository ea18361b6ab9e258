import type { IncomingMessage } from 'node:http'

/** So much of a body that is too long is still read, so that its sender gets to read the answer. */
const DISCARDED_BYTES = 64 * 1024 * 1024

/**
 * The body of a request; `tooLarge` when it is longer than `limit` bytes, of which no more than that is ever held;
 * `aborted` when the client went away.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Uint8Array | 'tooLarge' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let length = 0
    request.on('data', (chunk: Uint8Array) => {
      length += chunk.length
      if (length <= limit) chunks.push(chunk)
      else chunks.length = 0
      if (length > limit + DISCARDED_BYTES) resolve('tooLarge')
    })
    request.on('end', () => resolve(length > limit ? 'tooLarge' : Buffer.concat(chunks, length)))
    request.on('error', () => resolve('aborted'))
    request.on('close', () => resolve('aborted'))
  })
}
