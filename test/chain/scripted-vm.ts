import type { ExecutionResult } from '../../src/engine/execution-result.ts'
import type { Host } from '../../src/engine/host.ts'
import type { ContractCode, Message } from '../../src/engine/message.ts'
import { statusCode } from '../../src/engine/status-code.ts'
import type { Vm } from '../../src/engine/vm.ts'

/** What a contract does: called with the host and its message. */
export type Script = (host: Host, message: Message) => Partial<ExecutionResult>

/** A `Vm` whose code is one byte, the number of the script to run: contracts as TypeScript functions. */
export function scriptedVm(scripts: Readonly<Record<number, Script>>): Vm {
  return {
    execute(host: Host, _revision, message: Message, code: ContractCode): ExecutionResult {
      const script = scripts[code.bytes[0] ?? 0]
      if (script === undefined) throw new Error(`no script ${code.bytes[0]}`)
      return {
        statusCode: statusCode.success,
        gasLeft: message.gas,
        gasRefund: 0n,
        output: new Uint8Array(),
        ...script(host, message),
      }
    },
    refuseDeployment: (_revision, code) => (code[0] === 0xee ? 'It starts with 0xee.' : undefined),
  }
}
