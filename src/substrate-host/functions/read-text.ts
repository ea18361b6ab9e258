import type { GuestHost } from '../runtime/guest-host.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 text that the runtime passed; `undefined` when it is none. */
export function readText(host: GuestHost, pointer: number, length: number): string | undefined {
  const bytes = host.memory.view(pointer >>> 0, length >>> 0)
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
