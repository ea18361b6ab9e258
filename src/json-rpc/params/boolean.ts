import { refuse } from './refuse.ts'

/** true or false. @throws RpcError */
export function boolean(value: unknown, path: string): boolean {
  if (typeof value === 'boolean') return value
  throw refuse(path, 'true or false', value)
}
