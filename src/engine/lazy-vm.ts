import type { Vm } from './vm.ts'

/** A `Vm` that `make` makes when there is code for it: what it takes to compile an interpreter, most runs do without. */
export function lazyVm(make: () => Vm): Vm {
  let made: Vm | undefined
  const vm = (): Vm => {
    made ??= make()
    return made
  }
  return {
    execute: (host, revision, message, code) => vm().execute(host, revision, message, code),
    refuseDeployment: (revision, code) => vm().refuseDeployment(revision, code),
  }
}
