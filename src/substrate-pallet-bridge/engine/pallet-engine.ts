import { DEFAULT_STACK_HEIGHT } from '../../chain/chain-parameters.ts'
import { toEngineError } from '../../engine/native-limit.ts'
import { preparePrecompiles } from '../../precompiles/prepare-precompiles.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { encodePalletAnswer, type PalletAnswer } from '../message/pallet-answer.ts'
import { decodePalletMessage } from '../message/pallet-message.ts'
import { PalletKeys } from '../storage/pallet-keys.ts'
import { PalletView } from '../storage/pallet-view.ts'
import type { StorageReads } from '../storage/storage-reads.ts'
import { EngineMachines, type MachineSettings } from './engine-machines.ts'
import { failureOfError } from './failure-of-error.ts'
import { runMessage } from './run-message.ts'

export interface PalletEngineOptions extends MachineSettings {
  /** Stack height that all nested messages share; part of the rules. Default: 1,024 messages deep. */
  readonly stackHeight?: number
  /** Told of what ended a message without an outcome: the pallet only learns the kind of it. */
  onFailure?(error: unknown): void
}

/** Runs the messages of pallets. */
export interface PalletEngine {
  /**
   * Takes a SCALE-encoded message and gives the SCALE-encoded answer. Never throws: what goes wrong is in the answer. Reads
   * `storage`, which must not change meanwhile, and nothing else.
   */
  run(message: Uint8Array, storage: StorageReads): Uint8Array
}

/**
 * Makes an engine. Contracts nest deeply: call it from a thread with a large stack (`withLargeStack`), or what the stack does
 * not hold ends as `exhausted`.
 *
 * @example
 * const engine = await createPalletEngine()
 * const answer = decodePalletAnswer(engine.run(encodePalletMessage(message), storage))
 */
export async function createPalletEngine(options: PalletEngineOptions = {}): Promise<PalletEngine> {
  await preparePrecompiles()
  return new Engine(options)
}

class Engine implements PalletEngine {
  readonly #machines: EngineMachines
  readonly #stackHeight: number
  readonly #onFailure: (error: unknown) => void
  /** Of the pallet that asked last: a chain has one. */
  #keys: PalletKeys | undefined

  constructor(options: PalletEngineOptions) {
    this.#machines = new EngineMachines(options)
    this.#stackHeight = options.stackHeight ?? DEFAULT_STACK_HEIGHT
    this.#onFailure = (error) => options.onFailure?.(error)
  }

  run(bytes: Uint8Array, storage: StorageReads): Uint8Array {
    return encodePalletAnswer(this.#answer(bytes, storage))
  }

  #answer(bytes: Uint8Array, storage: StorageReads): PalletAnswer {
    try {
      const message = decodePalletMessage(bytes)
      const view = new PalletView(storage, this.#keysOf(message.prefix))
      const machine = this.#machines.of(message.rules.gasSchedule)
      const outcome = runMessage(view, message, { machine, stackHeight: this.#stackHeight })
      return { ok: true, outcome }
    } catch (thrown) {
      const error = thrown instanceof GantryError ? thrown : toEngineError(thrown)
      this.#onFailure(error)
      return { ok: false, failure: failureOfError(error) }
    }
  }

  #keysOf(prefix: Uint8Array): PalletKeys {
    const known = this.#keys
    if (known !== undefined && equalBytes(known.prefix, prefix)) return known
    const keys = new PalletKeys(prefix)
    this.#keys = keys
    return keys
  }
}
