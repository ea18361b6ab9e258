import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type GantryProcess, startGantry } from './support/gantry-process.ts'

/** The shell blocks of the README's tour, in order. `npm start` is the node that this test starts itself. */
const [, tour = ''] = readFileSync('README.md', 'utf8').split('## Five minutes')
const blocks = [...tour.matchAll(/```sh\n([\s\S]*?)```/g)]
  .map(([, block = '']) => block.trim())
  .filter((block) => block !== 'npm start' && !block.includes('../shared'))

let node: GantryProcess

beforeAll(async () => {
  node = await startGantry('--memory')
})

afterAll(async () => {
  node.process.kill('SIGTERM')
  await node.ended()
})

/** Runs a block as it is pasted, with this checkout's command for `npx gantry`. */
async function paste(block: string): Promise<string> {
  const script = block.replaceAll('npx gantry', `'${process.execPath}' bin/gantry.mjs`)
  const environment = { ...process.env, RPC_URL: node.url }
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { env: environment })
  return stdout
}

it('every block of the tour works when pasted, in order', async () => {
  expect(blocks).toHaveLength(4)
  const [compile = '', deploy = '', run = '', harness = ''] = blocks
  expect(await paste(compile)).toMatch(/^Token \(Token\.sol\)[\s\S]*ewasm: admitted/)
  expect(await paste(deploy)).toMatch(
    /^Gantry Token: 300 from 0xf39F\w+ to 0x7099\w+, \d+ gas\nalice has 700, bob 300\n$/,
  )
  expect(await paste(run)).toMatch(/Status +success[\s\S]*Log 0[\s\S]*Storage/)
  expect(await paste(harness)).toMatch(/\d+ gas[\s\S]*pass 1\n[\s\S]*fail 0\n/)
}, 180_000)
