import { expect } from 'vitest'
import type { Decoder } from '../../../src/json-rpc/method.ts'
import { RpcError } from '../../../src/json-rpc/rpc-error.ts'

/** Expects `decode` to refuse the value as an invalid parameter, in words that match. */
export function expectRefusal(decode: Decoder<unknown>, value: unknown, message: RegExp): void {
  let refusal: unknown
  try {
    decode(value, 'argument 0 (x)')
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(RpcError)
  expect(refusal).toMatchObject({ rpcCode: -32602, message: expect.stringMatching(message) })
}
