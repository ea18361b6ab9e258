import loadWabt from 'wabt'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import type { WasmModule } from '../../src/wasm/module.ts'

const wabt = await loadWabt()

/** A module from its text. */
export function parseWat(text: string): WasmModule {
  const module = wabt.parseWat('test.wat', text, { bulk_memory: true, multi_value: true })
  try {
    return decodeModule(module.toBinary({}).buffer)
  } finally {
    module.destroy()
  }
}

/** The text of a module. */
export function printWat(module: WasmModule): string {
  const read = wabt.readWasm(encodeModule(module), {})
  try {
    return read.toText({ foldExprs: false, inlineExport: false })
  } finally {
    read.destroy()
  }
}
