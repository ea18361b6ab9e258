import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { ScaleWriter } from '../../primitives/scale/scale-writer.ts'
import { type EngineFailure, engineFailures } from './engine-failure.ts'
import { type PalletOutcome, readPalletOutcome, writePalletOutcome } from './pallet-outcome.ts'

/** The engine's whole answer to a message: SCALE's `Result<Outcome, EngineFailure>`. */
export type PalletAnswer =
  | { readonly ok: true; readonly outcome: PalletOutcome }
  | { readonly ok: false; readonly failure: EngineFailure }

/** @throws MalformedScaleError for bytes that are no answer, or more than one */
export function decodePalletAnswer(bytes: Uint8Array): PalletAnswer {
  const reader = new ScaleReader(bytes)
  const answer = readAnswer(reader)
  reader.end()
  return answer
}

/** The answer as the pallet decodes it. */
export function encodePalletAnswer(answer: PalletAnswer): Uint8Array {
  const writer = new ScaleWriter()
  if (answer.ok) writePalletOutcome(writer.u8(0), answer.outcome)
  else writer.u8(1).u8(engineFailures.indexOf(answer.failure))
  return writer.take()
}

function readAnswer(reader: ScaleReader): PalletAnswer {
  if (reader.choice(2, 'a result') === 0) return { ok: true, outcome: readPalletOutcome(reader) }
  const failure = engineFailures[reader.choice(engineFailures.length, "an engine's failure")]
  if (failure === undefined) throw new RangeError('checked above')
  return { ok: false, failure }
}
