import { indexSpace } from '../gas-metering/index-space.ts'
import { signatureSource } from '../gas-metering/signature-source.ts'
import { stackNeed } from '../gas-metering/stack-height.ts'
import { decodeInstructions } from '../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../wasm/instruction-buffer.ts'
import type { WasmModule } from '../wasm/module.ts'

/** How much of the stack-height budget the functions of a module take, in its units. */
export interface StackHeights {
  /** The function that takes most, by its index among the defined ones. */
  readonly highest: { readonly function: number; readonly units: number } | undefined
  /** Functions that are checked against the budget when they are called. */
  readonly checked: number
}

/** Stack heights of a validated module. */
export function stackHeights(module: WasmModule): StackHeights {
  const signatures = signatureSource(module, indexSpace(module))
  const buffer = new InstructionBuffer()
  let checked = 0
  let highest: StackHeights['highest']
  for (const [index, func] of module.functions.entries()) {
    const type = module.types[func.typeIndex]
    if (type === undefined) continue
    const need = stackNeed(
      func,
      decodeInstructions(func.body, func.bodyOffset, buffer),
      type,
      signatures,
    )
    if (need.checked) checked++
    if (need.units > (highest?.units ?? 0)) highest = { function: index, units: need.units }
  }
  return { highest, checked }
}
