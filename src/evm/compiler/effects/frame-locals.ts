import type { Emitter } from '../../../codegen/wasm/emitter.ts'
import { frameField } from '../../interpreter/frame-layout.ts'
import { wasm } from './instructions.ts'

/** The local of the frame's address. */
export function frameOf(out: Emitter): number {
  return out.local('frame')
}

/** The local of the gas left. */
export function gasOf(out: Emitter): number {
  return out.local('gas')
}

/** The local of the address of the frame's memory, which does not move: read once in a function, at its entry. */
export function memoryOf(out: Emitter): number {
  return out.shared('memory', 'i32', (entry, local) => {
    pushField(entry, 'memory')
    entry.set(local)
  })
}

/** The local of the address of the input. */
export function inputOf(out: Emitter): number {
  return out.shared('input', 'i32', (entry, local) => {
    pushField(entry, 'input')
    entry.set(local)
  })
}

/** Pushes a field of the frame's header that is an i32. */
export function pushField(
  out: Emitter,
  name: Exclude<keyof typeof frameField, 'gas' | 'gasAside'>,
): void {
  out.get(frameOf(out))
  out.memory(wasm.i32Load, frameField[name])
}
