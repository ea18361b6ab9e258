/** The known name nearest to `wanted`, or undefined when none is near enough to be what was meant. */
export function nearestName(wanted: string, known: Iterable<string>): string | undefined {
  if (wanted.length > LONGEST_NAME) return undefined
  const asked = wanted.toLowerCase()
  let nearest: string | undefined
  let shortest = Math.max(2, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    const distance = editDistance(asked, name.toLowerCase())
    if (distance < shortest) {
      nearest = name
      shortest = distance
    }
  }
  return nearest
}

/** No method has a longer name: whoever asks for one did not mistype. */
const LONGEST_NAME = 60

/** Levenshtein distance: insertions, deletions and replacements of one character. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
