import { EngineThread, type EngineThreadOptions } from './engine-thread.ts'
import type { AnswerRead } from './read-request.ts'

/** A message that waits for a thread. */
interface Waiting {
  readonly message: Uint8Array
  readonly answerRead: AnswerRead
  resolve(answer: Uint8Array): void
}

/** Some threads and the messages that wait for one of them, first come, first served. */
export class EngineThreads {
  readonly #all: readonly EngineThread[]
  readonly #idle: EngineThread[]
  readonly #waiting: Waiting[] = []
  #running = 0

  constructor(count: number, options: EngineThreadOptions) {
    this.#all = Array.from({ length: count }, () => new EngineThread(options))
    this.#idle = [...this.#all]
  }

  /** Kept when all are ready. */
  async start(): Promise<void> {
    await Promise.all(this.#all.map((thread) => thread.start()))
  }

  /** Messages that run or wait. */
  get pending(): number {
    return this.#running + this.#waiting.length
  }

  run(message: Uint8Array, answerRead: AnswerRead): Promise<Uint8Array> {
    return new Promise((resolve) => {
      this.#waiting.push({ message, answerRead, resolve })
      this.#next()
    })
  }

  close(): void {
    for (const thread of this.#all) thread.close()
  }

  #next(): void {
    const thread = this.#idle.pop()
    if (thread === undefined) return
    const job = this.#waiting.shift()
    if (job === undefined) {
      this.#idle.push(thread)
      return
    }
    this.#running++
    void thread.run(job.message, job.answerRead).then((answer) => {
      this.#running--
      this.#idle.push(thread)
      job.resolve(answer)
      this.#next()
    })
  }
}
