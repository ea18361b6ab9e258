import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'gantry-sidecar-'))
let count = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A path for a Unix socket that no other test has. */
export function socketPath(): string {
  return join(folder, `${count++}.sock`)
}
