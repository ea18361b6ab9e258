import type { InterpreterStep } from '@ethereumjs/evm'
import { describe, expect, it } from 'vitest'
import { createEvmVm } from '../../../src/evm/evm-vm.ts'
import { opcodes } from '../../../src/evm/opcodes.ts'
import type { EvmStep } from '../../../src/evm/trace/evm-step.ts'
import { traceLine } from '../../../src/evm/trace/trace-line.ts'
import { preparePrecompiles } from '../../../src/precompiles/prepare-precompiles.ts'
import { generateCase } from '../../fuzz-evm/generate-case.ts'
import { createOwnRunner } from '../../fuzz-evm/run-own.ts'
import { createPeerRunner } from '../../fuzz-evm/run-peer.ts'
import { code, push } from '../evm-code.ts'
import { messageRunner, runEvm } from '../run-evm.ts'

const CASES = Number(process.env['GANTRY_PROGRAMS'] ?? 25)
const SEED = 3155

/** What both engines say of an instruction before it runs. */
interface Begun {
  readonly pc: number
  readonly op: number
  readonly gas: string
  readonly depth: number
  readonly memorySize: number
  readonly stack: readonly string[]
}

function ofOurs({ pc, op, gas, depth, memorySize, stack }: EvmStep): Begun {
  return { pc, op, gas: String(gas), depth, memorySize, stack: stack.map(String) }
}

function ofPeer(step: InterpreterStep): Begun {
  const { pc, opcode, gasLeft, depth, memoryWordCount, stack } = step
  const memorySize = 32 * Number(memoryWordCount)
  const gas = String(gasLeft)
  return { pc, op: opcode.code, gas, depth: depth + 1, memorySize, stack: stack.map(String) }
}

/** A byte that is no opcode: the peer gives all of them the number of INVALID. */
function sameOpcode({ opName, op }: EvmStep): number {
  return opName.startsWith('opcode') ? opcodes.INVALID.byte : op
}

/** Steps of both engines of the cases, those that the native stack of a test holds. */
async function traced(count: number): Promise<{ ours: EvmStep[]; peers: InterpreterStep[] }[]> {
  await preparePrecompiles()
  let ours: EvmStep[] = []
  let peers: InterpreterStep[] = []
  const own = createOwnRunner(createEvmVm({ trace: (step) => void ours.push(step) }))
  const peer = createPeerRunner((step) => void peers.push({ ...step, stack: [...step.stack] }))
  const results = []
  for (let index = 0; index < count; index++) {
    const fuzzCase = { ...generateCase(SEED, index), gas: '40000' }
    ours = []
    peers = []
    own(fuzzCase)
    await peer(fuzzCase)
    results.push({ ours, peers })
  }
  return results
}

/** The STOP behind the end of code is a step here, as it is for geth. */
const isStop = ({ op }: { readonly op: number }): boolean => op === opcodes.STOP.byte

describe('against the steps of @ethereumjs/evm', () => {
  it('an instruction begins with the same place, gas, stack, depth and memory', async () => {
    for (const { ours, peers } of await traced(CASES)) {
      const begun = ours.map((step) => ({ ...ofOurs(step), op: sameOpcode(step) }))
      expect(begun.filter((step) => !isStop(step))).toEqual(
        peers.map(ofPeer).filter((step) => !isStop(step)),
      )
    }
  }, 120_000)

  it('an instruction costs the same', async () => {
    for (const { ours, peers } of await traced(CASES)) {
      // A call's cost has the gas that it passes on here, as geth says it; a failed instruction's has only its base gas.
      const compared = ours.flatMap((step, i) =>
        step.error !== undefined || isStop(step) || /CALL/.test(step.opName)
          ? []
          : [
              {
                ours: [step.opName, step.gasCost],
                peer: [step.opName, peers[i]?.opcode.dynamicFee],
              },
            ],
      )
      expect(compared.map(({ ours }) => ours)).toEqual(compared.map(({ peer }) => peer))
    }
  }, 120_000)
})

describe('a trace', () => {
  function traceOf(bytes: Uint8Array, gas = 100_000n): EvmStep[] {
    const steps: EvmStep[] = []
    messageRunner(createEvmVm({ trace: (step) => void steps.push(step) }))(bytes, 'osaka', { gas })
    return steps
  }
  const zeros = [push(0n), push(0n), push(0n), push(0n), push(0n)]

  it('says of a call what it costs and what it passes on', () => {
    const cold = code(...zeros, push(0xdeadn), push(1000n), 'CALL')
    expect(traceOf(cold).at(-2)).toMatchObject({
      opName: 'CALL',
      gasCost: 2600n + 1000n,
      error: undefined,
    })
  })

  it('says of a create what it costs, and goes on within it', () => {
    const steps = traceOf(
      code(push(0x5bn), push(0n), 'MSTORE', push(1n), push(31n), push(0n), 'CREATE'),
    )
    const [, create, inner] = steps.slice(steps.findIndex(({ opName }) => opName === 'CREATE') - 1)
    expect(create).toMatchObject({ opName: 'CREATE', gasCost: 32_000n + 2n, depth: 1 })
    expect(inner).toMatchObject({ opName: 'JUMPDEST', gasCost: 1n, depth: 2, pc: 0, stack: [] })
  })

  it.each([
    { bytes: code('POP'), opName: 'POP', error: 'stackUnderflow', gasCost: 2n },
    {
      bytes: code(0x0c),
      opName: 'opcode 0x0c not defined',
      error: 'undefinedInstruction',
      gasCost: 0n,
    },
    { bytes: code(push(0n), 'JUMP'), opName: 'JUMP', error: 'badJumpDestination', gasCost: 8n },
    { bytes: code(push(0n), push(0n), 'REVERT'), opName: 'REVERT', error: 'revert', gasCost: 0n },
  ])('ends with $opName and the error $error', ({ bytes, ...last }) => {
    expect(traceOf(bytes).at(-1)).toMatchObject(last)
  })

  it('changes no result', () => {
    const bytes = code(
      ...zeros,
      'ADDRESS',
      push(30_000n),
      'CALL',
      push(0n),
      'MSTORE',
      push(32n),
      push(0n),
      'RETURN',
    )
    const traced = messageRunner(createEvmVm({ trace: () => undefined }))(bytes)
    expect(traced).toEqual(runEvm(bytes))
  })

  it('has the fields of EIP-3155 in each line', () => {
    const [first, second] = traceOf(code(push(2n ** 255n), 'GAS')).map((step) =>
      JSON.parse(traceLine(step)),
    )
    expect(first).toEqual({
      pc: 0,
      op: 0x7f,
      gas: '0x186a0',
      gasCost: '0x3',
      memSize: 0,
      stack: [],
      depth: 1,
      returnData: '0x',
      refund: '0x0',
      opName: 'PUSH32',
    })
    expect(second).toMatchObject({ pc: 33, opName: 'GAS', stack: [`0x8${'0'.repeat(63)}`] })
  })
})
