import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statusCode } from '../../src/engine/status-code.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { code, push } from './evm-code.ts'
import { type Outcome, type PeerRevision, peerForks, runPeer } from './peer-evm.ts'
import { program } from './random-program.ts'
import { CONTRACT, type EvmRun, runEvm } from './run-evm.ts'

const GAS = 200_000n
const SLOTS = [0n, 1n, 2n, 3n].map(toBytes32)
const PROGRAMS = Number(process.env['GANTRY_PROGRAMS'] ?? 60)

function outcomeOf(run: EvmRun): Outcome {
  const isFailure = run.statusCode !== statusCode.success && run.statusCode !== statusCode.revert
  const failure = isFailure ? 'failure' : 'revert'
  const account = run.diff.accounts.find(({ address }) => toHex(address) === toHex(CONTRACT))
  const storage = (account?.storage ?? []).map(
    ({ key, value }) => [toHex(key), BigInt(toHex(value)).toString(16)] as const,
  )
  return {
    status: run.statusCode === statusCode.success ? 'success' : failure,
    gasUsed: GAS - run.gasLeft,
    gasRefund: run.gasRefund,
    output: isFailure ? '' : toHex(run.output),
    logs: run.logs.map(({ topics, data }) => [...topics, data].map(toHex).join()),
    storage: Object.fromEntries(storage.filter(([, value]) => value !== '0')),
  }
}

describe('random programs', () => {
  // GANTRY_PROGRAMS=20000 npx vitest run test/evm/evm-vm.test.ts runs it longer.
  it.each(Object.keys(peerForks) as PeerRevision[])(
    'end as on @ethereumjs/evm in %s',
    async (revision) => {
      await fc.assert(
        fc.asyncProperty(program, async (bytes) => {
          const ours = outcomeOf(runEvm(bytes, revision, { gas: GAS }))
          expect(ours).toEqual(await runPeer(bytes, revision, GAS, SLOTS))
        }),
        { numRuns: PROGRAMS },
      )
    },
    600_000,
  )
})

describe('statuses', () => {
  // biome-ignore format: table
  it.each([
    { what: 'an opcode of no revision',         bytes: code(0x0c),                         status: statusCode.undefinedInstruction },
    { what: 'INVALID',                          bytes: code('INVALID'),                    status: statusCode.invalidInstruction },
    { what: 'POP of an empty stack',            bytes: code('POP'),                        status: statusCode.stackUnderflow },
    { what: 'a stack of 1025',                  bytes: code('JUMPDEST', 'GAS', 'PUSH0', 'JUMP'), status: statusCode.stackOverflow },
    { what: 'a jump into an immediate',         bytes: code('PUSH1', 4, 'JUMP', 'PUSH1', 0x5b), status: statusCode.badJumpDestination },
    { what: 'a jump past the code',             bytes: code(push(2n ** 64n), 'JUMP'),      status: statusCode.badJumpDestination },
    { what: 'return data that is not there',    bytes: code('PUSH1', 1, 'PUSH0', 'PUSH0', 'RETURNDATACOPY'), status: statusCode.invalidMemoryAccess },
    { what: 'memory that nobody can pay',       bytes: code(push(2n ** 64n), 'MLOAD'),     status: statusCode.outOfGas },
    { what: 'a loop without end',               bytes: code('JUMPDEST', 'PUSH0', 'JUMP'),  status: statusCode.outOfGas },
  ])('$what ends a frame with its own status', ({ bytes, status }) => {
    const { statusCode: ended, gasLeft } = runEvm(bytes)
    expect(ended).toBe(status)
    expect(gasLeft).toBe(0n)
  })

  // biome-ignore format: table
  it.each([
    { what: 'an opcode of a later revision', bytes: code('PUSH0'),                  status: statusCode.undefinedInstruction },
    { what: 'memory that nobody can pay',    bytes: code(push(2n ** 40n), 'MLOAD'), status: statusCode.outOfGas },
  ])('$what is no less so with all the gas that a message can have', ({ bytes, status }) => {
    expect(runEvm(bytes, 'london', { gas: 2n ** 63n - 1n }).statusCode).toBe(status)
  })

  it.each(['SSTORE', 'TSTORE', 'LOG0', 'CREATE', 'SELFDESTRUCT'] as const)(
    '%s is refused in static mode',
    (name) => {
      const operands = [push(0n), push(0n), push(0n)]
      const { statusCode: ended } = runEvm(code(...operands, name), 'osaka', { isStatic: true })
      expect(ended).toBe(statusCode.staticModeViolation)
    },
  )
})

describe('frames', () => {
  it('do not see what frames before them left in memory', () => {
    const dirty = code(push(-1n), 'PUSH2', 0x10, 0x00, 'MSTORE')
    expect(runEvm(dirty).statusCode).toBe(statusCode.success)
    const { output } = runEvm(code('PUSH2', 0x20, 0x00, 'PUSH0', 'RETURN'))
    expect(output).toEqual(new Uint8Array(0x2000))
  })

  it('keep their memory while a frame above them grows the memory of all', () => {
    const word = 0x1234n
    // The call runs the contract again, with one byte of input: it extends its memory and stops.
    const inner = code(push(1n), push(400_000n), 'MSTORE', 'STOP')
    const bytes = code(
      ...(['CALLDATASIZE', 'PUSH1', 7, 'JUMPI', 'PUSH1', 7 + 1 + inner.length, 'JUMP'] as const),
      'JUMPDEST',
      inner,
    )
    const outer = code(
      'JUMPDEST',
      ...([push(word), 'PUSH0', 'MSTORE'] as const),
      ...([push(0n), push(0n), push(1n), push(0n), push(0n), 'ADDRESS', 'GAS', 'CALL'] as const),
      ...(['PUSH1', 32, 'MSTORE', 'PUSH1', 64, 'PUSH0', 'RETURN'] as const),
    )
    const program = Uint8Array.from([...bytes, ...outer])
    const { output, statusCode: ended } = runEvm(program, 'osaka', { gas: 10_000_000n })
    expect(ended).toBe(statusCode.success)
    expect(toHex(output)).toBe(toHex(Uint8Array.from([...toBytes32(word), ...toBytes32(1n)])))
  })
})
