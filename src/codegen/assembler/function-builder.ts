import {
  type Code,
  codeOf,
  instruction,
  Local,
  type LocalType,
  type Operand,
  unsigned,
} from './code.ts'

const NO_RESULT = 0x40

/** A place that branches go to: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number
}

/**
 * Makes the body of one function: hands out locals and turns labels into the relative depths of the binary format.
 * Bodies of blocks are callbacks, because the depth of a branch depends on where it stands.
 */
export class FunctionBuilder {
  readonly #locals: LocalType[] = []
  readonly #params: number
  #depth = 0

  constructor(params: number) {
    this.#params = params
  }

  /** Types of the locals handed out, without the parameters. */
  get locals(): readonly LocalType[] {
    return this.#locals
  }

  local(type: LocalType): Local {
    this.#locals.push(type)
    return new Local(this.#params + this.#locals.length - 1, type)
  }

  block(body: (end: Label) => Code): Code {
    return this.#structured('block', body)
  }

  loop(body: (start: Label) => Code): Code {
    return this.#structured('loop', body)
  }

  /** `while (condition) body`. */
  while(condition: () => Operand, body: () => Code): Code {
    return this.block((end) =>
      this.loop((start) => [
        ...this.brIf(end, [...codeOf(condition()), ...instruction('i32.eqz')]),
        ...body(),
        ...this.br(start),
      ]),
    )
  }

  if(condition: Operand, then: () => Code, otherwise?: () => Code): Code {
    const head = codeOf(condition)
    this.#depth += 1
    const first = then()
    const second = otherwise === undefined ? [] : [...instruction('else'), ...otherwise()]
    this.#depth -= 1
    return [...head, ...instruction('if'), NO_RESULT, ...first, ...second, ...instruction('end')]
  }

  br(label: Label): Code {
    return [...instruction('br'), ...unsigned(this.#depth - label.depth)]
  }

  brIf(label: Label, condition: Operand): Code {
    const target = unsigned(this.#depth - label.depth)
    return [...codeOf(condition), ...instruction('br_if'), ...target]
  }

  return(...values: readonly Operand[]): Code {
    return [...values.flatMap(codeOf), ...instruction('return')]
  }

  /**
   * A jump table: `selector` is an index of `targets`, which are indexes of `cases`; the code of a case must not fall
   * through. Flat, so that hundreds of cases do not nest in the builder.
   */
  switch(selector: Operand, targets: readonly number[], cases: readonly (() => Code)[]): Code {
    const code: number[] = []
    for (let i = 0; i < cases.length; i++) code.push(...instruction('block'), NO_RESULT)
    const last = targets.at(-1) ?? 0
    const table = targets.slice(0, -1)
    code.push(...codeOf(selector), ...instruction('br_table'), ...unsigned(table.length))
    for (const target of [...table, last]) code.push(...unsigned(target))
    this.#depth += cases.length
    for (const body of cases) {
      this.#depth -= 1
      code.push(...instruction('end'))
      for (const byte of body()) code.push(byte)
    }
    return code
  }

  #structured(kind: 'block' | 'loop', body: (label: Label) => Code): Code {
    this.#depth += 1
    const inner = body({ depth: this.#depth })
    this.#depth -= 1
    return [...instruction(kind), NO_RESULT, ...inner, ...instruction('end')]
  }
}
