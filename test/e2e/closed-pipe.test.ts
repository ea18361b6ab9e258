import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

it('a reader that goes away does not change how a command ends', async () => {
  const child = spawn(process.execPath, ['bin/gantry.mjs', 'help', 'run'])
  child.stdout.destroy()
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString()
  })
  const [code] = await once(child, 'close')
  expect(code, complaint).toBe(0)
  expect(complaint).not.toContain('EPIPE')
})
