import type { HostFunctions } from './host-function.ts'

/** Tracing of a runtime built for it: nobody listens, so nothing is enabled and every span is number 0. */
export const wasmTracingFunctions: HostFunctions = {
  ext_wasm_tracing_enabled_version_1: {
    parameters: ['i64'],
    result: 'i32',
    bind: () => () => 0,
  },
  ext_wasm_tracing_enter_span_version_1: {
    parameters: ['i64'],
    result: 'i64',
    bind: (host) => () => host.wide(0, 0),
  },
  ext_wasm_tracing_event_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind: () => () => undefined,
  },
  ext_wasm_tracing_exit_version_1: {
    parameters: ['i64'],
    result: undefined,
    bind: () => () => undefined,
  },
}
