import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { WordCase } from './word-case.ts'

const BINARY = fileURLToPath(new URL('../peers/build/words', import.meta.url))

/** revm's arithmetic in a process of its own: bench/peers/words. */
export class WordPeer {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>

  /** Undefined when it is not built. */
  static start(cases: readonly WordCase[]): WordPeer | undefined {
    return existsSync(BINARY) ? new WordPeer(cases) : undefined
  }

  private constructor(cases: readonly WordCase[]) {
    const file = join(mkdtempSync(join(tmpdir(), 'gantry-words-')), 'operands')
    const lines = cases.map(({ operation, operands }) =>
      [operation, ...operands.map((word) => word.toString(16))].join(' '),
    )
    writeFileSync(file, lines.join('\n'))
    this.#child = spawn(BINARY, [file])
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** The exclusive or of all results of the next case; to be asked once for each, before anything else. */
  async result(): Promise<bigint> {
    return BigInt(`0x${await this.#line()}`)
  }

  /** Nanoseconds that `count` operations of a case take. */
  async time(index: number, count: number): Promise<number> {
    this.#child.stdin.write(`${index} ${count}\n`)
    return Number(await this.#line())
  }

  end(): void {
    this.#child.stdin.end()
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('bench/peers/words ended before its time.')
    return value
  }
}
