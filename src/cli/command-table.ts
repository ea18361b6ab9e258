import type { Command } from './command.ts'
import { compile } from './commands/compile.ts'
import { conformance } from './commands/conformance.ts'
import { devnet } from './commands/devnet.ts'
import { evm } from './commands/evm.ts'
import { inspect } from './commands/inspect.ts'
import { run } from './commands/run.ts'
import { sidecar } from './commands/sidecar.ts'
import { substrate } from './commands/substrate.ts'

/** The commands in the order in which help lists them. */
export const commands: readonly Command[] = [
  devnet,
  substrate,
  run,
  evm,
  inspect,
  compile,
  conformance,
  sidecar,
]
