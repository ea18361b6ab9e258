/** Runs tasks one after the other, in the order in which they were handed in. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs `task` when all earlier ones have ended. A task that fails does not hold up the next. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }
}
