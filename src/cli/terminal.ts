import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Where a command writes. Results go to `print`, everything about the way there to `note`. */
export interface Terminal {
  /** Writes a line of the result to standard output. */
  print(line: string): void
  /** Writes a line to standard error. */
  note(line: string): void
  /** Overwrites the one line of progress on standard error; does nothing when that is no terminal. */
  progress(line: string): void
  /** The text as it is, or in colour when standard output is a terminal and NO_COLOR is not set. */
  style(style: Style, text: string): string
}

interface Stream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** @see https://no-color.org */
export function createTerminal(
  stdout: Stream,
  stderr: Stream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const noColor = environment['NO_COLOR'] ?? ''
  const colours = stdout.isTTY === true && noColor === '' && environment['TERM'] !== 'dumb'
  const shows = stderr.isTTY === true
  let shown = false
  const clear = (): void => {
    if (shown) stderr.write('\r\x1b[K')
    shown = false
  }
  return {
    print(line) {
      clear()
      stdout.write(`${line}\n`)
    },
    note(line) {
      clear()
      stderr.write(`${line}\n`)
    },
    progress(line) {
      if (!shows) return
      clear()
      shown = line !== ''
      stderr.write(line)
    },
    style: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
  }
}
