const LONGEST = 200

/** Every field in which two outcomes of plain data differ, as `path: left ≠ right`; fields that one lacks included. */
export function outcomeDifferences(left: unknown, right: unknown, path = ''): readonly string[] {
  if (!isRecord(left) || !isRecord(right)) {
    return left === right ? [] : [`${path}: ${shortened(left)} ≠ ${shortened(right)}`]
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys]
    .toSorted()
    .flatMap((key) =>
      outcomeDifferences(left[key], right[key], path === '' ? key : `${path}.${key}`),
    )
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function shortened(value: unknown): string {
  const text = value === undefined ? 'nothing' : isRecord(value) ? 'something' : String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length})` : text
}
