import { counted } from './counted.ts'
import type { Inspection, ModuleContents } from './inspect-code.ts'
import type { Terminal } from './terminal.ts'

/** An inspection for a terminal. */
export function inspectionLines(
  inspection: Inspection,
  terminal: Terminal,
  withLimits: 'limits' | 'no limits',
): string[] {
  const { bytes, argumentBytes, contents } = inspection
  const behind =
    argumentBytes === 0 ? '' : `, ${counted(argumentBytes, 'byte')} of arguments behind it`
  return [
    row('Module', `${counted(bytes, 'byte')}${behind}`),
    row('Profile', verdictText(inspection, terminal)),
    ...(contents === undefined ? [] : contentLines(contents)),
    ...(withLimits === 'limits' ? limitLines(inspection) : []),
  ]
}

function verdictText({ profile, verdict }: Inspection, { style }: Terminal): string {
  if (verdict.ok) return `${profile}: ${style('green', 'admitted')}`
  const place = verdict.offset === undefined ? '' : `, at byte ${verdict.offset}`
  return `${profile}: ${style('red', 'refused')} (${verdict.code}${place})\n${row('', verdict.message)}`
}

function contentLines(contents: ModuleContents): string[] {
  const { metered, stack, functions, memoryPages } = contents
  const growth = Math.round((metered.growth - 1) * 100)
  return [
    row('Functions', `${functions}`),
    row('Memory', `${memoryPages} × 64 KiB at the start`),
    row(
      'Metered',
      `${counted(metered.bytes, 'byte')} under ${metered.schedule} (${growth >= 0 ? '+' : ''}${growth}%)`,
    ),
    row('Stack', stackText(stack)),
    ...list(
      'Exports',
      contents.exports.map(({ name, kind }) => `${name} (${kind})`),
    ),
    ...list(
      'Imports',
      contents.imports.map(({ name, type }) => `${name} ${type}`),
    ),
    ...list(
      'Sections',
      contents.sections.map(
        (section) => `${section.name}: ${counted(section.bytes, 'byte')} at ${section.offset}`,
      ),
    ),
  ]
}

function stackText({ highest, checked }: ModuleContents['stack']): string {
  if (highest === undefined) return 'no functions'
  const isChecked = `${counted(checked, 'function')} ${checked === 1 ? 'is' : 'are'} checked`
  return `at most ${counted(highest.units, 'unit')}, in function ${highest.function}; ${isChecked}`
}

function limitLines({ limits }: Inspection): string[] {
  return list(
    'Limits',
    Object.entries(limits).map(([name, limit]) => `${name}: ${limit}`),
  )
}

const LABEL_WIDTH = 11

function row(label: string, text: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${text}`
}

function list(label: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [row(label, 'none')]
  return entries.map((entry, index) => row(index === 0 ? label : '', entry))
}
