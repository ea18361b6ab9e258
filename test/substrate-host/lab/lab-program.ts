import { type LabOperation, labOperations } from './lab-operations.ts'

/** One operation of the lab with its arguments. */
export interface LabStep {
  readonly name: string
  readonly a?: Uint8Array
  readonly b?: Uint8Array
  readonly c?: Uint8Array
}

const NOTHING = new Uint8Array(0)

/** The input of `lab` that does the steps in their order. */
export function encodeProgram(
  steps: readonly LabStep[],
  operations: readonly LabOperation[] = labOperations,
): Uint8Array {
  return Buffer.concat(steps.map((step) => encodeStep(step, operations)))
}

function encodeStep(
  { name, a = NOTHING, b = NOTHING, c = NOTHING }: LabStep,
  operations: readonly LabOperation[],
): Uint8Array {
  const number = operations.findIndex((operation) => operation.name === name)
  if (number < 0) throw new RangeError(`the lab has no ${name}`)
  return Buffer.concat([
    Uint8Array.of(number),
    ...[a, b, c].flatMap((bytes) => [Uint8Array.of(bytes.length), bytes]),
  ])
}

/** The results of `lab`, in their order. */
export function decodeResults(output: Uint8Array): Uint8Array[] {
  const results: Uint8Array[] = []
  const view = new DataView(output.buffer, output.byteOffset, output.byteLength)
  for (let at = 0; at < output.length; ) {
    const length = view.getUint32(at, true)
    results.push(output.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return results
}
