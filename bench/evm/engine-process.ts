import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Outcome } from '../peers/serve.ts'
import type { Engine } from './engine-table.ts'

/** A running engine with one program: asks it, by lines of text, to execute the program. */
export class EngineProcess {
  readonly engine: Engine
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>
  #errors = ''

  constructor(engine: Engine, programFile: string) {
    const [file, ...args] = engine.command
    this.engine = engine
    this.#child = spawn(file, [...args, programFile])
    this.#child.stderr.on('data', (text) => {
      this.#errors += String(text)
    })
    // Writing to a process that has ended is told by the missing answer.
    this.#child.stdin.on('error', () => undefined)
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  /** What the program's transaction does; the first thing to ask. */
  async outcome(): Promise<Outcome> {
    return JSON.parse(await this.#line()) as Outcome
  }

  /** Nanoseconds that `count` executions take. */
  async time(count: number): Promise<number> {
    this.#child.stdin.write(`${count}\n`)
    return Number(await this.#line())
  }

  end(): void {
    this.#child.stdin.end()
    this.#child.kill()
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done !== true) return value
    const reason = this.#errors.split('\n').find((line) => /error|panic/i.test(line))
    throw new Error(`${this.engine.name} ended: ${reason?.trim() ?? 'it said nothing'}`)
  }
}
