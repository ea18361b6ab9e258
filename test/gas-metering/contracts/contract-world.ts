import type { Value } from '../reference/integer-operators.ts'

/** The engine below a contract, whichever it is: its memory, its gas, its stack height. */
export interface Machine {
  memory(): Uint8Array
  gasLeft(): bigint
  takeGas(amount: number): boolean
  stackLeft(): number
}

/** What a contract call starts from. */
export interface ContractCall {
  /** What `codeCopy` sees: for a creation the module with its arguments behind. */
  readonly code: Uint8Array
  readonly input: Uint8Array
  readonly storage: ReadonlyMap<string, string>
}

/** Thrown by a host function to end the contract. */
export class ContractEnded extends Error {
  readonly outcome: 'finished' | 'reverted' | 'outOfGas'
  readonly output: string

  constructor(outcome: ContractEnded['outcome'], output: string) {
    super(outcome)
    this.outcome = outcome
    this.output = output
  }
}

type HostFunction = (world: ContractWorld, ...args: number[]) => Value

/** Each host call costs this; storage and calls more, so that gas that a host takes matters everywhere. */
const BASE_COST = 7
const CALL_REPLY = Uint8Array.from({ length: 64 }, (_, index) => (index === 31 ? 1 : index & 7))

/**
 * A double of the Ewasm host: storage, call data and code are real, what other accounts say is made up. Every host call is
 * noted with its arguments and what it sees of gas and stack height, before it does anything.
 */
export class ContractWorld {
  readonly seen: string[] = []
  readonly storage: Map<string, string>
  readonly call: ContractCall
  #machine: Machine | undefined
  #returnData: Uint8Array = new Uint8Array()

  constructor(call: ContractCall) {
    this.call = call
    this.storage = new Map(call.storage)
  }

  get machine(): Machine {
    if (this.#machine === undefined) throw new Error('no contract runs')
    return this.#machine
  }

  /** Runs host function `name` for the contract in `machine`. */
  invoke(machine: Machine, name: string, args: readonly Value[]): Value {
    this.#machine = machine
    const numbers = args.map(Number)
    this.seen.push(
      `${name}(${args.join()}) gas=${machine.gasLeft()} stack=${machine.stackLeft()} ${this.storage.size}`,
    )
    this.take(BASE_COST)
    const run = functions[name]
    if (run === undefined) throw new Error(`the double has no host function ${name}`)
    return run(this, ...numbers)
  }

  take(amount: number): void {
    if (!this.machine.takeGas(amount)) throw new ContractEnded('outOfGas', '')
  }

  read(offset: number, length: number): string {
    const start = offset >>> 0
    return Buffer.from(this.machine.memory().slice(start, start + length)).toString('hex')
  }

  write(offset: number, bytes: Uint8Array): null {
    this.machine.memory().set(bytes, offset >>> 0)
    return null
  }

  note(text: string): null {
    this.seen.push(text)
    return null
  }

  /** Bytes behind the source's end are zero. Host functions without a result give null. */
  copy(source: Uint8Array, target: number, offset: number, length: number): null {
    const bytes = new Uint8Array(length)
    bytes.set(source.subarray(offset >>> 0, (offset >>> 0) + length))
    this.take(length >>> 5)
    return this.write(target, bytes)
  }

  /** What an account that is called or created answers. */
  reply(cost: number, status: number): number {
    this.take(cost)
    this.#returnData = CALL_REPLY
    return status
  }

  get returnData(): Uint8Array {
    return this.#returnData
  }
}

const zeros = (length: number): Uint8Array => new Uint8Array(length)
const account = (last: number): Uint8Array => Uint8Array.from({ length: 20 }, () => last)

// biome-ignore format: table
const functions: Readonly<Record<string, HostFunction>> = {
  getCallDataSize:   (world) => world.call.input.length,
  callDataCopy:      (world, target, offset, length) => world.copy(world.call.input, n(target), n(offset), n(length)),
  getCodeSize:       (world) => world.call.code.length,
  codeCopy:          (world, target, offset, length) => world.copy(world.call.code, n(target), n(offset), n(length)),
  getReturnDataSize: (world) => world.returnData.length,
  returnDataCopy:    (world, target, offset, length) => world.copy(world.returnData, n(target), n(offset), n(length)),
  getCallValue:      (world, target) => world.write(n(target), zeros(16)),
  getCaller:         (world, target) => world.write(n(target), account(0xca)),
  getAddress:        (world, target) => world.write(n(target), account(0xad)),
  getTxGasPrice:     (world, target) => world.write(n(target), zeros(16)),
  getExternalCodeSize: () => 1,
  getBlockTimestamp: () => 1n,
  getGasLeft:        (world) => world.machine.gasLeft(),
  storageLoad:       (world, key, target) => {
    world.take(40)
    world.write(n(target), Buffer.from(world.storage.get(world.read(n(key), 32)) ?? '00'.repeat(32), 'hex'))
    return null
  },
  storageStore:      (world, key, value) => {
    world.take(100)
    world.storage.set(world.read(n(key), 32), world.read(n(value), 32))
    return null
  },
  log:               (world, offset, length) => world.note(`log ${world.read(n(offset), n(length))}`),
  call:              (world) => world.reply(500, 0),
  callStatic:        (world) => world.reply(400, 0),
  callDelegate:      (world) => world.reply(450, 2),
  create:            (world, _value, _offset, _length, target) => {
    world.write(n(target), account(0xc7))
    return world.reply(700, 0)
  },
  finish:            (world, offset, length) => { throw new ContractEnded('finished', world.read(n(offset), n(length))) },
  revert:            (world, offset, length) => { throw new ContractEnded('reverted', world.read(n(offset), n(length))) },
}

/** An argument that the function's type promises. */
function n(argument: number | undefined): number {
  if (argument === undefined) throw new Error('an argument is missing')
  return argument
}
