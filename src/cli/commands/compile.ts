import type { Command } from '../command.ts'
import type { CommandArguments } from '../command-arguments.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'

/** `gantry compile`: Solidity to Ewasm, and what EVM bytecode becomes. */
export const compile: Command = {
  name: 'compile',
  summary: 'Compile Solidity to Ewasm, or show what EVM bytecode is compiled to',
  positionals: ['<file>'],
  description: [
    'Compiles with solc 0.8.20 and writes, for every deployable contract, NAME.json (abi and bytecode, ready for a',
    'ContractFactory) and NAME.wasm (the init module). Without --out only what would be written is listed.',
    'Imports are looked up beside the file and in node_modules above it.',
    'With --emit the file is EVM bytecode (hex text, or the JSON of a compiled contract), and what its compiler makes of it',
    'is printed; the exit code is 1 when it leaves the code to the interpreter.',
  ],
  options: {
    out: { value: 'DIR', short: 'o', help: 'Write NAME.json and NAME.wasm to this folder' },
    contract: { value: 'NAME', help: 'Only this contract' },
    json: { help: 'Print the compiled contracts as a JSON array' },
    emit: { value: 'FORM', help: 'Print EVM bytecode as ir (intermediate representation) or wat' },
    revision: { value: 'NAME', help: 'With --emit: rules to compile for (default osaka)' },
  },
  examples: [
    'gantry compile contracts/erc20/Token.sol --out build',
    'gantry compile --emit wat code.hex',
  ],
  async run(args, terminal) {
    if (args.text('emit') !== undefined) return emit(args, terminal)
    const { compileFile, contractLine, toArtifact, writeContract } = await import(
      '../compile-file.ts'
    )
    const [file = ''] = args.positionals
    const { contracts, warnings } = compileFile(file, args.text('contract'))
    for (const warning of warnings) terminal.note(terminal.style('yellow', warning.trimEnd()))
    if (contracts.length === 0) {
      const wanted = args.text('contract') ?? ''
      terminal.note(`gantry: ${file} has no deployable contract ${wanted}`.trimEnd())
      return exitCode.failure
    }
    const out = args.text('out')
    for (const contract of contracts) if (out !== undefined) writeContract(contract, out)
    const lines = args.has('json')
      ? [JSON.stringify(contracts.map(toArtifact))]
      : contracts.map((contract) => contractLine(contract, out))
    for (const line of lines) terminal.print(line)
    return exitCode.success
  },
}

/** Prints what EVM bytecode is compiled to. */
async function emit(args: CommandArguments, terminal: Terminal): Promise<ExitCode> {
  const { compileToText, textForms } = await import('../../evm/compiler/compile-to-text.ts')
  const { revisions } = await import('../../engine/revision.ts')
  const { loadCode } = await import('../load-code.ts')
  const form = args.choice('emit', textForms) ?? 'ir'
  const revision = args.choice('revision', revisions) ?? 'osaka'
  const [file = ''] = args.positionals
  const compiled = compileToText(loadCode(file).bytes, revision, form)
  if (compiled.ok) terminal.print(compiled.text.trimEnd())
  else terminal.note(`gantry: the first tier runs this code: ${compiled.reason}`)
  return compiled.ok ? exitCode.success : exitCode.failure
}
