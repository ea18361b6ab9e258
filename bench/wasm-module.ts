import { readFileSync } from 'node:fs'
import { admit } from '../src/wasm/admit.ts'
import { unrestrictedProfile } from '../src/wasm/contract-profile.ts'
import { decodeInstructions } from '../src/wasm/decode-instructions.ts'
import { decodeModule } from '../src/wasm/decode-module.ts'
import { encodeModule } from '../src/wasm/encode-module.ts'
import { InstructionBuffer } from '../src/wasm/instruction-buffer.ts'
import { type Bench, type BenchRow, nanoseconds, ratio } from './bench.ts'
import { measure } from './measure.ts'

const SOURCE = new URL('../fixtures/bench/coremark-like.wasm', import.meta.url)
const MEGABYTE = 1_000_000

/** What a module of 1 MB costs before metering and V8, each step against V8's own validation. */
export const wasmModule: Bench = {
  name: 'wasm-module',
  describe:
    "decoding, instruction tables, encoding and admission of 1 MB of Wasm, against V8's validation",
  run({ rounds, progress }) {
    progress('a module of 1 MB')
    const bytes = largeModule()
    const module = decodeModule(bytes)
    const buffer = new InstructionBuffer()
    const tables = () => {
      for (const { body, bodyOffset } of module.functions) {
        decodeInstructions(body, bodyOffset, buffer)
      }
    }
    const times = measure(
      {
        decode: () => void decodeModule(bytes),
        'instruction tables': tables,
        encode: () => void encodeModule(module),
        'admit: decode, validate, profile': () => void admit(bytes, unrestrictedProfile),
        "V8's validation": () => void WebAssembly.validate(bytes),
      },
      { rounds, warmUpMs: 300 },
    )
    const peer = times["V8's validation"].min
    const goals: Partial<Record<string, number>> = { 'instruction tables': 40e6 }
    const rows = Object.entries(times).map(([name, { min }]): BenchRow => {
      const goal = goals[name]
      const time = nanoseconds(min, goal === undefined ? undefined : { atMost: goal })
      return { name, figures: { time, "against V8's validation": ratio(min, peer) } }
    })
    return {
      rows,
      notes: [`The functions of coremark-like.wasm, repeated to ${bytes.length} bytes.`],
    }
  },
}

/** Copies of a function call the originals, so the module stays valid. */
function largeModule(): Uint8Array<ArrayBuffer> {
  const module = decodeModule(readFileSync(SOURCE))
  const size = module.functions.reduce((sum, { body }) => sum + body.length, 0)
  const copies = Math.ceil(MEGABYTE / size)
  const functions = Array.from({ length: copies }, () => module.functions).flat()
  return encodeModule({ ...module, functions })
}
