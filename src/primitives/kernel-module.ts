import { type Code, i32Const, name, op, sized, unsigned, vector } from './kernel-code.ts'

/** A kernel: one function without results over a memory that it imports, and bytes that it needs there. */
export interface KernelFunction {
  readonly name: string
  /** Types of the parameters. */
  readonly parameters: Code
  /** The locals after the parameters, in groups of one type. */
  readonly locals: readonly { readonly count: number; readonly type: number }[]
  readonly body: Code
  readonly data: { readonly address: number; readonly bytes: Uint8Array }
}

/** The module of a kernel; its memory is the import `kernel.memory`. */
export function kernelModule(kernel: KernelFunction): Uint8Array<ArrayBuffer> {
  const { parameters, locals, body, data } = kernel
  const type = [0x60, ...vector(parameters.map((parameter) => [parameter])), ...vector([])]
  const groups = vector(locals.map((group) => [...unsigned(group.count), group.type]))
  const segment = [0, ...i32Const(data.address), op.end, ...sized([...data.bytes])]
  const sections: readonly Code[] = [
    section(1, [type]),
    section(2, [[...name('kernel'), ...name('memory'), 2, 0, 1]]),
    section(3, [[0]]),
    section(7, [[...name(kernel.name), 0, 0]]),
    section(10, [sized([...groups, ...body, op.end])]),
    section(11, [segment]),
  ]
  return Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()])
}

function section(id: number, items: readonly Code[]): Code {
  return [id, ...sized(vector(items))]
}
