import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** `gantry compile`: Solidity to Ewasm. */
export const compile: Command = {
  name: 'compile',
  summary: 'Compile Solidity to Ewasm',
  positionals: ['<file.sol>'],
  description: [
    'Compiles with solc 0.8.20 and writes, for every deployable contract, NAME.json (abi and bytecode, ready for a',
    'ContractFactory) and NAME.wasm (the init module). Without --out only what would be written is listed.',
    'Imports are looked up beside the file and in node_modules above it.',
  ],
  options: {
    out: { value: 'DIR', short: 'o', help: 'Write NAME.json and NAME.wasm to this folder' },
    contract: { value: 'NAME', help: 'Only this contract' },
    json: { help: 'Print the compiled contracts as a JSON array' },
  },
  examples: ['gantry compile contracts/erc20/Token.sol --out build'],
  async run(args, terminal) {
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
