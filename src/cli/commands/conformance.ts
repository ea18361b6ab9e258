import type { Command } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** `gantry conformance`: public test suites against this engine. */
export const conformance: Command = {
  name: 'conformance',
  summary: 'Run a public conformance suite',
  positionals: ['<suite>', '<path…>'],
  description: [
    'Suites: ewasm-state, evm-state, wasm-spec, trie, rlp, transactions, precompiles. Paths are files or folders of the suite.',
    'The last line is `N passed, N failed, N skipped`; the exit code is 1 when a case failed. Every skip has a reason.',
  ],
  options: {
    only: { value: 'TEXT', help: 'Only cases whose file or name contains this text' },
    without: { value: 'TEXT,…', help: 'No files whose path contains one of these texts' },
    tier: { value: 'TIER', help: 'What runs EVM bytecode: first (the interpreter), compiled' },
    through: {
      value: 'WAY',
      help: 'ewasm-state only: engine, or pallet for blocks of a Substrate chain',
    },
    jobs: { value: 'N', help: 'Threads that share the files (default 1); the result is the same' },
    slowest: { value: 'N', help: 'Name the N slowest files with their times on standard error' },
    json: { help: 'Print the result as one JSON object' },
  },
  examples: ['gantry conformance ewasm-state ../shared/vectors/ewasm-state'],
  async run(args, terminal) {
    const { runConformance } = await import('../run-conformance.ts')
    const { failed } = await runConformance(args, terminal)
    return failed === 0 ? exitCode.success : exitCode.failure
  },
}
