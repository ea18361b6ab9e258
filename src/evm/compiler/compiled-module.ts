import type { Translation } from '../../engine/compiled-code.ts'
import type { Revision } from '../../engine/revision.ts'
import type { HostFunction, HostMnemonic } from '../interpreter/host-opcodes.ts'
import type { RunFrame } from '../interpreter/interpreter.ts'
import { readNativeStackNeed } from './native-stack.ts'

/**
 * Turns bytecode into a module that runs its frames under the rules of `revision`, or says why it does not: then the
 * first tier runs the code. The same bytes give the same module, on every machine.
 */
export type EvmTranslator = (code: Uint8Array, revision: Revision) => Translation

/**
 * What a compiled module imports: the memory that all frames are in, the functions of the kernel, and the host
 * functions, called as the interpreter calls them. It exports `run(frame) → status`, for frames that are laid out as the
 * interpreter's. Nothing of it is bound to an instance, so that one module serves many.
 */
export interface CompiledModuleImports extends WebAssembly.Imports {
  readonly engine: { readonly memory: WebAssembly.Memory }
  readonly kernel: WebAssembly.Exports
  readonly host: Readonly<Record<HostMnemonic, HostFunction>>
}

/** Compiled code over the memory of one `EvmVm`. */
export interface CompiledCode {
  readonly run: RunFrame
  /** Bytes of native stack that a run takes at most, without what it calls on the host. */
  readonly nativeStack: number
}

/** A new instance. */
export function instantiate(
  module: WebAssembly.Module,
  imports: CompiledModuleImports,
): CompiledCode {
  const { exports } = new WebAssembly.Instance(module, imports)
  return { run: exports['run'] as RunFrame, nativeStack: readNativeStackNeed(module) }
}
