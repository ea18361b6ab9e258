import type { ExecutionOutcome } from './execution.ts'
import type { Terminal } from './terminal.ts'

/** The outcome of an execution for a terminal. */
export function executionLines(outcome: ExecutionOutcome, { style }: Terminal): string[] {
  const { status, reason, output, gasUsed, deploymentGasUsed, logs, storage, debug } = outcome
  const failed = status === 'success' ? 'green' : 'red'
  const of = outcome.ended === 'deployment' ? ' (deployment)' : ''
  return [
    ...debug.map((line) => row('Debug', line)),
    row('Status', `${style(failed, status)}${of}`),
    ...(reason === undefined ? [] : [row('Reason', reason)]),
    row('Output', output),
    row('Gas used', gasUsed),
    ...(deploymentGasUsed === undefined ? [] : [row('', `${deploymentGasUsed} by the deployment`)]),
    ...logs.flatMap(({ address, topics, data }, index) => [
      row(`Log ${index}`, `${address} ${data}`),
      ...topics.map((topic) => row('', `topic ${topic}`)),
    ]),
    ...storage.flatMap(({ address, slots }) => [
      row('Storage', address),
      ...Object.entries(slots).map(([key, value]) => row('', `${key} = ${value}`)),
    ]),
  ]
}

function row(label: string, text: string): string {
  return `${label.padEnd(10)}${text}`
}
